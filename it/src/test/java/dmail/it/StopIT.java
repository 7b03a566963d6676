package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ledger;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends and starts as an administrator orders them. */
class StopIT {
    private static final int SENDERS = 4;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    @TempDir private Path folder;

    @Test
    void endsCleanlyUnderLoadAndLosesNothing() throws Exception {
        RandomGenerator chance = Proof.chance();
        Ledger ledger = new Ledger();
        Site site = Traffic.users(Site.in(folder)).write();
        try (Mortal dsmtp = new Mortal(site, "dsmtp", "smtp");
                Mortal dpop = new Mortal(site, "dpop", "pop");
                Traffic traffic = new Traffic(site, ledger)) {
            dsmtp.address();
            dpop.address();
            traffic.send(dsmtp, "stop", SENDERS, chance);
            traffic.collect(dpop, chance);
            traffic.end().comesWithin(Duration.ofSeconds(2));
            endsInTime(dsmtp.life());
            endsInTime(dpop.life());
            traffic.end().comes();
            dsmtp.restart();
            traffic.await();
            traffic.settle(dsmtp, "stop");
        }
        Traffic.close(site, ledger);
        Proof.exactlyOnce(ledger);
    }

    @Test
    void aSecondServerOnTheSameWorkFolderRefusesToStart() throws Exception {
        Site site = Site.in(folder).user("ann", "secret").write();
        for (String server : new String[] {"dsmtp", "dpop"}) {
            try (ServerProcess first = site.start(server);
                    ServerProcess second = site.start(server)) {
                ServerProcess refused = oneThatEnds(first, second);
                assertNotEquals(0, refused.status(), refused::text);
                assertTrue(refused.text().contains("another server works on"), refused::text);
                ServerProcess serving = refused == first ? second : first;
                serving.addresses();
                assertEquals(0, serving.stop());
            }
        }
    }

    @Test
    void acceptsNothingOnceItHasEnded() throws Exception {
        Site site = Site.in(folder).user("ann", "secret").write();
        try (ServerProcess dsmtp = site.start("dsmtp")) {
            InetSocketAddress address = dsmtp.addresses().first("smtp");
            SmtpClient waiting = SmtpClient.connect(address);
            assertEquals(0, dsmtp.stop());

            assertThrows(IOException.class, () -> SmtpClient.connect(address));
            assertThrows(
                    IOException.class,
                    () -> {
                        while (waiting.command("NOOP").code() != 421) {
                            // It may still say that it closes.
                        }
                        waiting.command("NOOP");
                    });
        }
    }

    private static void endsInTime(ServerProcess server) throws Exception {
        long before = System.nanoTime();
        assertEquals(0, server.stop(), server::text);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(took.compareTo(LONGEST_STOP) < 0, () -> "It took " + took);
    }

    private static ServerProcess oneThatEnds(ServerProcess first, ServerProcess second)
            throws InterruptedException {
        Duration look = Duration.ofMillis(50);
        for (int each = 0; each < 600; each++) {
            if (first.endsWithin(look)) {
                return first;
            }
            if (second.endsWithin(look)) {
                return second;
            }
        }
        throw new AssertionError("Both run:\n" + first.text() + second.text());
    }
}
