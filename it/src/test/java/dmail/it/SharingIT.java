package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * DSMTP, a program that delivers with a lock file, mutt and two DPOPs all change one drop file at
 * once; afterwards every message is accounted for. {@code -Ddmail.sharing.seconds=60} takes longer.
 */
class SharingIT {
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("dmail.sharing.seconds", 10));

    private static final String LAST = "smtp-last";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Moment end = new Moment();

    @BeforeEach
    void needs() {
        Needs.programs("mutt", "script", "sh");
    }

    @Test
    void withAllLocks() throws Exception {
        share(List.of(), List.of(), SharedDrop.Reader.MUTT);
    }

    /**
     * As on a mail folder that machines share over a network, where fcntl locks are not to be had.
     */
    @Test
    void withTheLockFileAloneAndServersThatCallThemselvesDifferentMachines() throws Exception {
        share(
                List.of("use_flock false", "lock_id one"),
                List.of("use_flock false", "lock_id other"),
                SharedDrop.Reader.NONE);
    }

    private void share(List<String> lines, List<String> otherLines, SharedDrop.Reader reader)
            throws Exception {
        Site site = Site.in(folder.resolve("first")).user("ann", "secret");
        Site second =
                Site.in(folder.resolve("second"))
                        .line("drop_path " + folder.resolve("first").resolve("mail"))
                        .user("ann", "secret");
        lines.forEach(site::line);
        otherLines.forEach(second::line);
        Path drop = site.write().drop("ann");
        SharedDrop shared = new SharedDrop(drop, folder, reader);
        try (Suite suite = Suite.start(site);
                ServerProcess other = second.write().start("dpop")) {
            List<InetSocketAddress> pops = List.of(suite.pop(), other.addresses().first("pop"));
            run(shared, suite.smtp(), pops);
            // What was accepted before this one is in the drop file before it.
            shared.send(suite.smtp(), LAST);
            Arrivals.awaitAll(drop, List.of(LAST));
            assertTrue(suite.stop());
            assertEquals(0, other.stop());
        }
        shared.account();
    }

    private void run(SharedDrop shared, InetSocketAddress smtp, List<InetSocketAddress> pops)
            throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Void>> running = new ArrayList<>();
            running.add(often(threads, number -> shared.send(smtp, "smtp-" + number)));
            running.add(often(threads, shared::deliver));
            running.add(often(threads, _ -> shared.read()));
            for (InetSocketAddress pop : pops) {
                running.add(often(threads, _ -> shared.collect(pop)));
            }
            assertFalse(end.comesWithin(TIME));
            end.comes();
            for (Future<Void> one : running) {
                one.get();
            }
        }
    }

    private Future<Void> often(ExecutorService threads, SharedDrop.Turn turn) {
        return threads.submit(SharedDrop.often(end, turn));
    }
}
