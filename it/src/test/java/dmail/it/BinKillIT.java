package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ledger;
import dmail.suite.PopClient;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both servers are killed over and over while mail goes through users' own stores, which are made
 * small again all the time; in the end it all goes back to the drop files.
 */
class BinKillIT {
    private static final int ROUNDS = Proof.rounds("dmail.bin.kill.rounds", 40);
    private static final int SENDERS = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void everyAcceptedMessageComesOutExactlyOnce() throws Exception {
        RandomGenerator chance = Proof.chance();
        Ledger ledger = new Ledger();
        Path bins = folder.resolve("bins");
        Site site = Traffic.users(Site.in(folder));
        site.line("bin_path " + bins).line("hash_bindir true").line("bin_pfull 1").write();
        try (Mortal dsmtp = new Mortal(site, "dsmtp", "smtp");
                Mortal dpop = new Mortal(site, "dpop", "pop");
                Traffic traffic = new Traffic(site, ledger)) {
            traffic.send(dsmtp, "bin", SENDERS, chance);
            traffic.collect(dpop, chance);
            for (int round = 0; round < ROUNDS; round++) {
                KillIT.kill(chance.nextInt(4) > 0 ? dpop : dsmtp, chance);
            }
            dsmtp.address();
            dpop.address();
            traffic.end().comes();
            traffic.await();
            assertTrue(stores(bins) > 0, "no mail went through stores");
            bringHome(site, dpop);
            assertEquals(0, stores(bins));
            traffic.settle(dsmtp, "bin");
            assertEquals(0, dsmtp.life().stop());
            assertEquals(0, dpop.life().stop());
            assertFalse(dpop.life().text().contains("damaged"), dpop.life()::text);
        }
        Traffic.close(site, ledger);
        Proof.exactlyOnce(ledger);
    }

    private static void bringHome(Site site, Mortal dpop) throws IOException, InterruptedException {
        assertEquals(0, dpop.life().stop());
        site.line("use_drop true").write();
        dpop.restart();
        for (String box : Traffic.BOXES) {
            try (PopClient pop = PopClient.login(dpop.address(), box, "secret")) {
                pop.quit();
            }
        }
    }

    private static long stores(Path bins) throws IOException {
        try (Stream<Path> files = Files.walk(bins)) {
            return files.filter(file -> file.endsWith("mail")).count();
        }
    }
}
