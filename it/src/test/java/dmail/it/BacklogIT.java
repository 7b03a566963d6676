package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that finds very much mail in its queue. */
@Timeout(300)
class BacklogIT {
    /** {@code -Ddmail.backlog=100000} tries a queue of full size; to make it takes a minute. */
    private static final int MESSAGES = Integer.getInteger("dmail.backlog", 20_000);

    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    @TempDir private Path folder;

    /** The mail isn't due, so that nothing but finding it is seen. */
    private void fill(Path queue) throws IOException {
        Files.createDirectories(queue);
        String now = Instant.now().minusSeconds(60).toString().substring(0, 19) + "Z";
        String later = Instant.now().plusSeconds(7200).toString().substring(0, 19) + "Z";
        for (int i = 0; i < MESSAGES; i++) {
            String id = String.format(Locale.ROOT, "%014d", i);
            Files.writeString(queue.resolve(id), message(id, later, now, i));
        }
    }

    private static String message(String id, String due, String accepted, int number) {
        return """
        DMail-Queue-File: 1
        id: %1$s
        due: %2$s
        held: n
        noticed: n
        accepted: %3$s
        sender: <ann@test.example>
        flags:
        ret: UNSET
        envid:
        recipient: <u%4$d@far.example>
        done: n
        attempts: 000001
        status: 4.4.1
        reason: no host answers
        host:
        reply:
        size: 17

        Subject: x\r
        \r
        x\r
        """
                .formatted(id, due, accepted, number);
    }

    @Test
    void listensBeforeItHasReadItAll() throws Exception {
        Site site = Site.in(folder).user("ann", "secret").write();
        fill(folder.resolve("work/queue"));

        try (ServerProcess dsmtp = site.start("dsmtp")) {
            dsmtp.places();
            Duration start = dsmtp.timeToReady();
            String _ = dsmtp.await("queue read messages=" + MESSAGES);

            assertTrue(start.compareTo(LONGEST_START) < 0, start::toString);
            List<String> log = dsmtp.log();
            int ready = first(log, " ready ");
            int read = first(log, " queue read ");
            assertTrue(ready < read, "ready in line " + ready + ", all read in line " + read);
            Ran summary = Ran.of(site.program("tellsmtp", "queue", "summary"), "");
            assertTrue(summary.output().contains("far.example"), summary::output);
            assertEquals(0, dsmtp.stop());
        }
    }

    /**
     * A heap of which the messages alone take a third, and as much for clients as for the queue.
     */
    @Test
    void isShownWithinASmallHeapAndWhatHasNoRoomStaysOnTheDisk() throws Exception {
        Site site = Site.in(folder).user("ann", "secret").write();
        fill(folder.resolve("work/queue"));
        ProcessBuilder small = site.program("dsmtp");
        small.environment().put("DMAIL_JAVA_OPTS", "-Xmx" + (24 + 24 * MESSAGES / 100_000) + "m");

        try (ServerProcess dsmtp = ServerProcess.start(small)) {
            dsmtp.places();
            String _ = dsmtp.await("the queue is larger than its memory");
            Ran listed = Ran.of(site.program("tellsmtp", "queue"), "");
            Ran forPrograms = Ran.of(site.program("tellsmtp", "-j", "queue", "*@far.example"), "");
            Ran summary = Ran.of(site.program("tellsmtp", "queue", "summary"), "");
            Ran tried = Ran.of(site.program("tellsmtp", "hold", "*@far.example", "--dry-run"), "");

            assertTrue(listed.output().contains("more wait on the disk alone"), listed::complaints);
            assertTrue(listed.output().contains("Requests."), listed::complaints);
            assertTrue(forPrograms.output().endsWith("}\n"), forPrograms::complaints);
            assertTrue(summary.output().contains("far.example"), summary::complaints);
            assertTrue(tried.output().contains("messages would be held"), tried::complaints);
            assertEquals(0, dsmtp.stop());
        }
    }

    private static int first(List<String> log, String part) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line with " + part);
    }
}
