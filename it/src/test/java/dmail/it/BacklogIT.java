package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Sink;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that finds very much mail in its queue. */
@Timeout(900)
class BacklogIT {
    /** {@code -Ddmail.backlog=100000} tries a queue of full size; to make it takes a minute. */
    private static final int MESSAGES = Integer.getInteger("dmail.backlog", 20_000);

    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    /** The discard port, where nobody listens. */
    private static final int DEAD = 9;

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
            dsmtp.addresses();
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
            dsmtp.addresses();
            String _ = dsmtp.await("queue memory full");
            Ran listed = Ran.of(site.program("tellsmtp", "queue"), "");
            Ran forPrograms = Ran.of(site.program("tellsmtp", "-j", "queue", "*@far.example"), "");
            Ran summary = Ran.of(site.program("tellsmtp", "queue", "summary"), "");
            Ran held = Ran.of(site.program("tellsmtp", "hold", "*@far.example", "--dry-run"), "");
            Ran tried = Ran.of(site.program("tellsmtp", "tryall"), "");

            assertTrue(listed.output().contains("more wait on the disk alone"), listed::complaints);
            assertTrue(listed.output().contains("Requests."), listed::complaints);
            assertTrue(forPrograms.output().endsWith("}\n"), forPrograms::complaints);
            assertTrue(summary.output().contains("far.example"), summary::complaints);
            assertTrue(summary.output().contains("more wait on the disk alone"), summary::output);
            assertTrue(held.output().contains("messages would be held"), held::complaints);
            assertTrue(tried.output().contains("more wait on the disk alone"), tried::output);
            assertEquals(0, dsmtp.stop());
        }
    }

    /** As after the failure of a line: whatever waits goes out, and each of it once. */
    @Test
    void goesOutWholeAndOnceWhenAllIsTried() throws Exception {
        Queue<String> taken = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(MESSAGES);
        Sink.Manners counting =
                (step, line) -> {
                    switch (step) {
                        case RECIPIENT -> taken.add(line);
                        case DOT -> all.countDown();
                        case CONNECT, HELLO, MAIL, DATA -> {}
                    }
                    return Sink.USUAL;
                };
        try (Sink far = Sink.start(counting)) {
            Site site = filled("127.0.0.1:" + far.address().getPort());
            try (ServerProcess dsmtp = site.start("dsmtp")) {
                dsmtp.addresses();
                String _ = dsmtp.await("queue read messages=" + MESSAGES);
                Ran tried = Ran.of(site.program("tellsmtp", "tryall"), "");

                assertEquals(MESSAGES + " messages are tried now\n", tried.output());
                assertTrue(all.await(240, TimeUnit.SECONDS), () -> all.getCount() + " are missing");
                assertEquals(0, dsmtp.stop());
            }
        }
        assertEquals(MESSAGES, taken.size());
        assertEquals(MESSAGES, Set.copyOf(taken).size());
        assertEquals(0, files(folder.resolve("work/queue")));
    }

    @Test
    void staysWholeWhenAllIsTriedAndNobodyTakesIt() throws Exception {
        Site site = filled("127.0.0.1:" + DEAD);
        try (ServerProcess dsmtp = site.start("dsmtp")) {
            dsmtp.addresses();
            String _ = dsmtp.await("queue read messages=" + MESSAGES);
            Ran _ = Ran.of(site.program("tellsmtp", "tryall"), "").succeeded();
            String _ = dsmtp.await(" deferred ");
            Ran summary = Ran.of(site.program("tellsmtp", "queue", "summary"), "");

            String total = "(?s).*\nall messages +" + MESSAGES + " .*";
            assertTrue(summary.output().matches(total), summary::output);
            assertEquals(0, dsmtp.stop());
        }
        assertEquals(MESSAGES, files(folder.resolve("work/queue")));
    }

    private Site filled(String gateway) throws IOException, InterruptedException {
        Site site = Site.in(folder).user("ann", "secret").line("gateway * " + gateway).write();
        fill(folder.resolve("work/queue"));
        return site;
    }

    private static long files(Path queue) throws IOException {
        try (Stream<Path> files = Files.list(queue)) {
            return files.count();
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
