package dmail.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerLogTest {
    private static final LogFormat FORMAT = new LogFormat("mail.test", "dsmtp", 4711);
    private static final String HEAD = "2026-11-21T12:00:00.000Z mail.test dsmtp[4711]: ";

    private final FakeClock clock = FakeClock.atNoon();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void writesTimeHostProgramAndEvent() throws Exception {
        try (ServerLog log = start(new StreamOutput(written))) {
            log.info(LogLine.of("7f3a", "rcpt").with("to", "bob@acme.test"));
            clock.advance(Duration.ofMillis(1));
            log.warning(LogLine.of("queue slow"));
            log.error(LogLine.of("disk full"));
        }

        assertEquals(
                HEAD
                        + "7f3a rcpt to=bob@acme.test\n"
                        + HEAD.replace("00.000", "00.001")
                        + "warning: - queue slow\n"
                        + HEAD.replace("00.000", "00.001")
                        + "error: - disk full\n",
                text());
    }

    @Test
    void leavesOutWhatIsLessUrgentThanItsThreshold() throws Exception {
        try (ServerLog log = start(new StreamOutput(written))) {
            log.write(Level.DEBUG, LogLine.of("hidden"));
            log.threshold(Level.ERROR);
            log.info(LogLine.of("hidden"));
            log.warning(LogLine.of("hidden"));
            log.error(LogLine.of("shown"));
            log.announce(LogLine.of("announced"));
        }

        assertEquals(HEAD + "error: - shown\n" + HEAD + "- announced\n", text());
    }

    @Test
    void cutsLinesThatAreTooLong() throws Exception {
        try (ServerLog log = start(new StreamOutput(written))) {
            log.longestLine(HEAD.length() + 10);
            log.info(LogLine.of("12345678"));
            log.info(LogLine.of("123456789"));
        }

        assertEquals(HEAD + "- 12345678\n" + HEAD + "- 12345...\n", text());
    }

    @Test
    void sendsWhoFollowsWhatIsWritten() throws Exception {
        try (ServerLog log = start(new StreamOutput(written));
                LogFollower follower = log.followers().join("ann").orElseThrow()) {
            log.info(LogLine.of("hello"));
            log.write(Level.DEBUG, LogLine.of("hidden"));
            log.announce(LogLine.of("ready"));

            assertEquals(HEAD + "- hello\n" + HEAD + "- ready\n", follower.next(Duration.ZERO));
        }
    }

    @Test
    void saysHowManyLinesWereLostWhileTheDiskWasFull() throws Exception {
        Disk disk = new Disk();
        try (ServerLog log = start(new StreamOutput(disk))) {
            disk.full = true;
            for (String event : new String[] {"one", "two", "three"}) {
                log.info(LogLine.of(event));
                log.flush();
            }
            disk.full = false;
            log.info(LogLine.of("four"));
        }

        assertEquals(
                HEAD + "warning: - log lines lost count=3\n" + HEAD + "- four\n",
                disk.kept.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void dropsLinesRatherThanWaitForAnOutputThatIsStuck() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch freed = new CountDownLatch(1);
        OutputStream terminal =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("whole lines only");
                    }

                    @Override
                    public void write(byte[] lines, int from, int count) throws IOException {
                        stuck.countDown();
                        try {
                            freed.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        written.write(lines, from, count);
                    }
                };
        try (ServerLog log = start(new StreamOutput(terminal))) {
            log.info(LogLine.of("first"));
            stuck.await();
            int oneLine = (HEAD + "- filler\n").length();
            int fitting = WaitingLines.MOST / oneLine;
            for (int i = 0; i < fitting + 5; i++) {
                log.info(LogLine.of("filler"));
            }
            freed.countDown();
            log.flush();
            log.info(LogLine.of("last"));
        }

        assertTrue(text().endsWith(HEAD + "- last\n"), text());
        assertTrue(text().contains("warning: - log lines lost count=5\n"), text());
    }

    @Test
    void writesToANewFileAfterTheOldOneWasMovedAway(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("dsmtp.log");
        Path moved = folder.resolve("moved");
        try (ServerLog log = start(LogFile.open(file, 1000, 1))) {
            log.info(LogLine.of("one"));
            log.flush();
            Files.move(file, moved);
            log.switchTo(LogFile.open(file, 1000, 1));
            log.info(LogLine.of("two"));
        }

        assertEquals(HEAD + "- one\n", Files.readString(moved));
        assertEquals(HEAD + "- two\n", Files.readString(file));
    }

    private ServerLog start(LogOutput output) {
        return ServerLog.start(FORMAT, clock, Level.INFO, output);
    }

    private String text() {
        return written.toString(StandardCharsets.US_ASCII);
    }

    /** A stream that can be full. */
    private static final class Disk extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private volatile boolean full;

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] lines, int from, int count) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            kept.write(lines, from, count);
        }
    }
}
