package dmail.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.suite.Arrivals;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * DSMTP, DPOP and Dovecot's IMAP server change one drop file at once; afterwards every message is
 * accounted for, and none has changed its unique id. {@code -Ddmail.dovecot.seconds=60} takes
 * longer.
 */
class DovecotIT {
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("dmail.dovecot.seconds", 15));

    private static final String LAST = "smtp-last";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Moment end = new Moment();

    @Test
    void flagsExpungesPollsAndDeliveriesAtOnceLoseNothing() throws Exception {
        Needs.programs("dovecot", "sh");
        assumeTrue(Files.isExecutable(Dovecot.PROGRAM), "no " + Dovecot.PROGRAM);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Site site = Site.in(folder).user("ann", "secret").write();
        try (Suite suite = Suite.start(site)) {
            Post.send(suite.smtp(), "first", "ann@test.example");
            Arrivals.await(site.drop("ann"), 1);
            SharedDrop shared = new SharedDrop(site.drop("ann"), folder, SharedDrop.Reader.DOVECOT);
            shared.sent("first");
            run(shared, suite);
            shared.send(suite.smtp(), LAST);
            Arrivals.awaitAll(site.drop("ann"), List.of(LAST));
            assertTrue(suite.stop());
            shared.account();
        }
    }

    private void run(SharedDrop shared, Suite suite) throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Void>> running = new ArrayList<>();
            running.add(often(threads, number -> shared.send(suite.smtp(), "smtp-" + number)));
            running.add(often(threads, shared::deliver));
            running.add(often(threads, _ -> shared.read()));
            running.add(often(threads, _ -> shared.collect(suite.pop())));
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
