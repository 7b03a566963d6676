package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.suite.Arrivals;
import dmail.suite.DropFile;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs hold a drop file: mail waits for them, but for no dead one. */
class LocksIT {
    /** A program that holds the fcntl lock of a file until its input ends. */
    private static final String HOLDER =
            """
            use Fcntl; open(my $f, '+>>', $ARGV[0]) or die $!;
            my $whole = pack('s2x4q2lx4', F_WRLCK, 0, 0, 0, 0);
            fcntl($f, F_SETLKW, $whole) or die $!;
            $| = 1; print "held\\n"; <STDIN>;
            """;

    private static final String ANN = "ann@test.example";
    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private Site site;
    private Suite suite;

    @BeforeEach
    void starts() throws Exception {
        site =
                Site.in(folder)
                        .line("lock_id here")
                        .user("ann", "secret")
                        .user("bob", "secret")
                        .write();
        suite = Suite.start(site);
    }

    @AfterEach
    void stops() {
        suite.close();
    }

    @Test
    void mailWaitsForAnotherProgramsFcntlLock() throws Exception {
        Needs.programs("perl");
        Process holder = new ProcessBuilder("perl", "-e", HOLDER, drop().toString()).start();
        try (BufferedReader said = holder.inputReader(StandardCharsets.US_ASCII)) {
            assertEquals("held", said.readLine());
            assertEquals(250, Post.send(suite.smtp(), "held", ANN).code());
            othersAreServed();
            assertEquals(0, DropFile.messages(drop()).size());
            holder.getOutputStream().close();

            Arrivals.await(drop(), 1, ONE_MINUTE);
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void mailWaitsForALivingProgramsLockFile() throws Exception {
        Path lock = lockFile(ProcessHandle.current().pid() + ":here");
        assertEquals(250, Post.send(suite.smtp(), "held", ANN).code());
        othersAreServed();
        assertEquals(0, DropFile.messages(drop()).size());
        Files.delete(lock);

        Arrivals.await(drop(), 1, ONE_MINUTE);
    }

    @Test
    void aLockFileOfADeadProgramHoldsNobodyUp() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        lockFile(dead.pid() + ":here");
        assertEquals(250, Post.send(suite.smtp(), "stale", ANN).code());

        Arrivals.await(drop(), 1, Duration.ofSeconds(10));
    }

    @Test
    void aLockFileThatNobodyTouchesHoldsNobodyUpForMoreThanAMinute() throws Exception {
        Path lock = lockFile("");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(55)));
        assertEquals(250, Post.send(suite.smtp(), "stale", ANN).code());

        Arrivals.await(drop(), 1, Duration.ofSeconds(20));
    }

    private void othersAreServed() throws IOException, InterruptedException {
        assertEquals(250, Post.send(suite.smtp(), "other", "bob@test.example").code());
        Arrivals.await(site.drop("bob"), 1);
    }

    private Path drop() {
        return site.drop("ann");
    }

    private Path lockFile(String holder) throws IOException {
        return Files.writeString(site.drop("ann.lock"), holder);
    }
}
