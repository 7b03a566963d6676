package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ledger;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Both servers are killed over and over while mail goes in and out. */
class KillIT {
    /** In many more, mail comes in faster than servers that live for half a second deliver it. */
    private static final int ROUNDS = Proof.rounds("dmail.kill.rounds", 60);

    private static final int SENDERS = 4;
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void everyAcceptedMessageComesOutExactlyOnce() throws Exception {
        RandomGenerator chance = Proof.chance();
        Ledger ledger = new Ledger();
        Site site = Traffic.users(Site.in(folder)).write();
        try (Mortal dsmtp = new Mortal(site, "dsmtp", "smtp");
                Mortal dpop = new Mortal(site, "dpop", "pop");
                Traffic traffic = new Traffic(site, ledger)) {
            traffic.send(dsmtp, "kill", SENDERS, chance);
            traffic.collect(dpop, chance);
            for (int round = 0; round < ROUNDS; round++) {
                int dice = chance.nextInt(20);
                if (dice < 17) {
                    kill(dsmtp, chance);
                }
                if (dice > 14) {
                    kill(dpop, chance);
                }
            }
            dsmtp.address();
            dpop.address();
            traffic.end().comes();
            traffic.await();
            traffic.settle(dsmtp, "kill");
            endsAndFindsNothingLeftToDo(dsmtp);
            assertEquals(0, dpop.life().stop());
        }
        Traffic.close(site, ledger);
        Proof.exactlyOnce(ledger);
    }

    /**
     * At any moment of its start in one case of four, else soon after it serves. Now and then it
     * lives long enough to deliver what others left: on a busy machine nobody would ever come to
     * it.
     */
    static void kill(Mortal server, RandomGenerator chance)
            throws IOException, InterruptedException {
        ServerProcess life = server.life();
        if (chance.nextInt(4) > 0) {
            server.address();
            assertTrue(life.timeToReady().compareTo(LONGEST_START) < 0, life::text);
        }
        boolean ended = life.endsWithin(Duration.ofMillis(chance.nextInt(500)));
        assertFalse(ended, () -> "It ended by itself:\n" + life.text());
        server.killAndRestart();
    }

    private static void endsAndFindsNothingLeftToDo(Mortal dsmtp)
            throws IOException, InterruptedException {
        assertEquals(0, dsmtp.life().stop());
        dsmtp.restart();
        dsmtp.address();
        assertEquals(0, dsmtp.life().stop());
    }
}
