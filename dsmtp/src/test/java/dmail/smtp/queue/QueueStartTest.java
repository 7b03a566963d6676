package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.common.testing.MemoryLog;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of what the last run left. */
@Timeout(60)
final class QueueStartTest {
    private static final Outcome REFUSED =
            new Outcome.Refused(DeliveryStatus.localFailure("mailbox closed"));
    private static final int LARGE = 300_000;

    @TempDir private Path folder;
    private QueueSite site;

    @BeforeEach
    void open() {
        site = new QueueSite(folder);
    }

    @Test
    void aCrashAfterTheSplitGoesOnFromThere() throws Exception {
        site.mailboxes.list("all", "bob@a.example", "carol@a.example");
        site.mailboxes.around(() -> {}, this::copyOnce);
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "hello", "all@a.example");
            site.log.await("removed from queue");
        }
        site.mailboxes.around(() -> {}, () -> {});
        site.mailboxes.list("all", "eve@a.example");
        MemoryLog later = new MemoryLog();
        try (DurableQueue _ = site.open("crashed", later)) {
            later.await("removed from queue");
        }

        assertEquals(List.of("hello"), site.mailboxes.mailOf("bob"));
        assertEquals(List.of("hello"), site.mailboxes.mailOf("carol"));
        assertEquals(List.of(), site.mailboxes.mailOf("eve"));
        site.assertNothingIsLeft("crashed");
    }

    private void copyOnce() {
        if (!Files.exists(folder.resolve("crashed"))) {
            site.copy("work", "crashed");
        }
    }

    @Test
    void theQueueIsTakenUpAfterAStart() throws Exception {
        site.mailboxes.trouble("bob", REFUSED);
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "y".repeat(LARGE), "bob@a.example");
            site.log.await("deferred");
        }
        site.mailboxes.mend("bob");
        site.clock.advance(Duration.ofMinutes(1));

        try (DurableQueue _ = site.open("work")) {
            site.log.await("removed from queue");
        }

        assertEquals(List.of("y".repeat(LARGE)), site.mailboxes.mailOf("bob"));
        site.assertNothingIsLeft("work");
    }

    @Test
    void damagedFilesAreSetAsideAndTheRestIsDelivered() throws Exception {
        site.mailboxes.trouble("bob", REFUSED);
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "hello", "bob@a.example");
            site.log.await("deferred");
            site.log.await("queue read");
        }
        site.mailboxes.mend("bob");
        site.clock.advance(Duration.ofMinutes(1));
        Path queueFolder = folder.resolve("work/queue");
        Files.createFile(queueFolder.resolve("0123456789ABCD"));
        Files.write(queueFolder.resolve("noise"), new byte[] {1, 2, 3, 10, 10, (byte) 0xff});
        Files.createSymbolicLink(queueFolder.resolve("link"), folder.resolve("elsewhere"));

        MemoryLog later = new MemoryLog();
        try (DurableQueue _ = site.open("work", later)) {
            later.await("removed from queue");
            later.await("queue read");
        }

        assertEquals(List.of("hello"), site.mailboxes.mailOf("bob"));
        assertEquals(List.of("0123456789ABCD", "link", "noise"), site.list("work/corrupt"));
    }

    /** Folders with something in them, where files should be, and pipes that nobody writes to. */
    @Test
    void entriesThatAreNoFilesKeepNothingFromStarting() throws Exception {
        site.mailboxes.trouble("bob", REFUSED);
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, "hello", "bob@a.example");
            site.log.await("deferred");
        }
        site.mailboxes.mend("bob");
        site.clock.advance(Duration.ofMinutes(1));
        for (String recipientIndex :
                List.of(
                        "queue/0123456789ABCD",
                        "queue/.new-0123456789ABCE",
                        "spool/0123456789ABCF",
                        "journal/00000077.journal",
                        "journal/lost+found")) {
            Files.createDirectories(
                    folder.resolve("work").resolve(recipientIndex).resolve("inside"));
        }
        pipe("queue/0123456789ABCG");
        pipe("journal/00000078.journal");
        pipe("spool/0123456789ABCH");

        MemoryLog later = new MemoryLog();
        try (DurableQueue queue = site.open("work", later)) {
            later.await("removed from queue");
            later.await("queue read");
            assertEquals(7, queue.counts().setAside());
        }

        assertEquals(List.of("hello"), site.mailboxes.mailOf("bob"));
        assertEquals(7, later.lines().stream().filter(line -> line.contains("set aside")).count());
    }

    private void pipe(String recipientIndex) throws Exception {
        String path = folder.resolve("work").resolve(recipientIndex).toString();
        assertEquals(0, new ProcessBuilder("mkfifo", path).start().waitFor());
    }

    @Test
    void aCrashBeforeTheDeliveryLosesNothing() throws Exception {
        site.mailboxes.around(() -> site.copy("work", "crashed"), () -> {});
        crashAndGoOn("small");
        assertEquals(List.of("small"), site.mailboxes.mailOf("bob"));
    }

    @Test
    void aCrashBetweenTheDeliveryAndItsNoteRepeatsNothing() throws Exception {
        site.mailboxes.around(() -> {}, () -> site.copy("work", "crashed"));
        crashAndGoOn("small");
        assertEquals(List.of("small"), site.mailboxes.mailOf("bob"));
        assertTrue(site.mailboxes.batches().getLast().getFirst().mayBeThere());
    }

    @Test
    void aCrashWithALargeMessageRepeatsNothing() throws Exception {
        site.mailboxes.around(() -> {}, () -> site.copy("work", "crashed"));
        crashAndGoOn("z".repeat(LARGE));
        assertEquals(List.of("z".repeat(LARGE)), site.mailboxes.mailOf("bob"));
    }

    private void crashAndGoOn(String text) throws Exception {
        try (DurableQueue queue = site.open("work")) {
            QueueSite.send(queue, text, "bob@a.example");
            site.log.await("delivered");
        }
        site.mailboxes.around(() -> {}, () -> {});
        MemoryLog later = new MemoryLog();
        try (DurableQueue _ = site.open("crashed", later)) {
            later.await("delivered to=bob@a.example");
        }
        site.assertNothingIsLeft("crashed");
    }

    @Test
    void aCrashBetweenTheQueueFileAndItsNoteLeavesTheQueueFile() throws Exception {
        site.mailboxes.trouble("bob", REFUSED);
        QueueId id;
        try (DurableQueue queue = site.open("work")) {
            site.mailboxes.around(() -> site.copy("work", "crashed"), () -> {});
            id = QueueSite.send(queue, "hello", "bob@a.example");
            site.log.await("deferred");
        }
        site.mailboxes.around(() -> {}, () -> {});
        Files.copy(
                folder.resolve("work/queue").resolve(id.text()),
                folder.resolve("crashed/queue").resolve(id.text()));
        site.mailboxes.mend("bob");
        site.clock.advance(Duration.ofMinutes(1));
        MemoryLog later = new MemoryLog();

        try (DurableQueue _ = site.open("crashed", later)) {
            later.await("removed from queue");
        }

        assertEquals(List.of("hello"), site.mailboxes.mailOf("bob"));
        site.assertNothingIsLeft("crashed");
    }

    @Test
    void bodiesOfSessionsThatWereCutOffAreRemovedAtTheNextStart() throws Exception {
        DurableQueue queue = site.open("work");
        BodySink sink = queue.newBody();
        sink.write(new byte[LARGE], 0, LARGE);
        site.copy("work", "crashed");
        sink.close();
        queue.close();
        assertEquals(1, site.list("crashed/spool").size());

        site.open("crashed").close();

        site.assertNothingIsLeft("crashed");
    }

    @Test
    void aQueueFileOfAnotherUserIsSetAside() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        site.mailboxes.trouble("bob", REFUSED);
        QueueId id;
        try (DurableQueue queue = site.open("work")) {
            id = QueueSite.send(queue, "hello", "bob@a.example");
            site.log.await("deferred");
            site.log.await("queue read");
        }
        site.mailboxes.mend("bob");
        site.clock.advance(Duration.ofMinutes(1));
        Files.setAttribute(folder.resolve("work/queue").resolve(id.text()), "unix:uid", 65534);

        MemoryLog later = new MemoryLog();
        try (DurableQueue queue = site.open("work", later)) {
            later.await("queue read");
            assertEquals(0, queue.counts().queued());
        }

        assertEquals(List.of(), site.mailboxes.mailOf("bob"));
        assertEquals(List.of(id.text()), site.list("work/corrupt"));
        assertTrue(later.lines().toString().contains("belongs to another user"));
    }
}
