package dmail.smtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.client.TestDialer;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.queue.BodySink;
import dmail.smtp.queue.Diagnosis;
import dmail.smtp.queue.Envelope;
import dmail.smtp.queue.QueueId;
import dmail.smtp.queue.Recipient;
import dmail.smtp.queue.ReportWish;
import dmail.smtp.queue.RetrySchedule;
import dmail.smtp.queue.ReversePath;
import dmail.smtp.report.Reporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DurableQueueTest {
    private static final Outcome REFUSED = new Outcome.Refused(Diagnosis.ours("mailbox closed"));
    private static final int LARGE = 300_000;
    private static final Domain HERE = new Domain("a.example");

    @TempDir private Path folder;
    private final FakeMailboxes mailboxes = new FakeMailboxes();
    private final MemoryLog log = new MemoryLog();
    private final FakeClock clock = FakeClock.atNoon();
    private int starts;
    private boolean duplicates;

    @Test
    void anAcceptedMessageReachesAllItsMailboxesOnce() throws Exception {
        try (DurableQueue queue = open("work")) {
            send(queue, "hello", "bob@a.example", "carol@a.example", "alias-bob@a.example");
            log.await("to=bob@a.example");
            log.await("to=carol@a.example");
            log.await("to=alias-bob@a.example");
        }

        assertEquals(List.of("hello"), mailboxes.mailOf("bob"));
        assertEquals(List.of("hello"), mailboxes.mailOf("carol"));
        assertNothingIsLeft("work");
    }

    @Test
    void aLargeMessageIsDeliveredFromItsSpillFileWhichThenGoes() throws Exception {
        try (DurableQueue queue = open("work")) {
            send(queue, "x".repeat(LARGE), "bob@a.example");
            log.await("delivered");
        }

        assertEquals(LARGE, mailboxes.mailOf("bob").getFirst().length());
        assertNothingIsLeft("work");
    }

    @Test
    void whatCannotBeDeliveredWaitsInTheQueueWithoutTheOthers() throws Exception {
        mailboxes.trouble("carol", REFUSED);
        try (DurableQueue queue = open("work")) {
            QueueId id = send(queue, "hello", "bob@a.example", "carol@a.example");
            log.await("deferred");

            String file = Files.readString(folder.resolve("work/queue").resolve(id.text()));
            assertTrue(
                    file.contains("recipient: <carol@a.example>\ndone: n\nattempts: 000001\n"),
                    file);
            assertTrue(file.contains("reason: mailbox closed\n"), file);
            assertTrue(!file.contains("bob"), file);
            assertEquals(1, queue.counts().queued());

            mailboxes.mend("carol");
            assertEquals(1, queue.control().tryAll());
            log.await("removed from queue");
        }

        assertEquals(List.of("hello"), mailboxes.mailOf("carol"));
        assertEquals(List.of("hello"), mailboxes.mailOf("bob"));
        assertNothingIsLeft("work");
    }

    @Test
    void aRecipientThatStandsForSeveralIsKeptAsThoseAndOnlyWhatIsLeftIsTriedAgain()
            throws Exception {
        mailboxes.list("all", "bob@a.example", "carol@a.example");
        mailboxes.trouble("carol", REFUSED);
        try (DurableQueue queue = open("work")) {
            QueueId id = send(queue, "hello", "dave@a.example", "all@a.example");
            log.await("deferred");

            String file = Files.readString(folder.resolve("work/queue").resolve(id.text()));
            assertTrue(file.contains("<all@a.example> ADDRESS=carol@a.example\n"), file);
            mailboxes.list("all", "bob@a.example", "carol@a.example", "eve@a.example");
            mailboxes.mend("carol");
            assertEquals(1, queue.control().tryAll());
            log.await("removed from queue");
        }

        assertEquals(List.of("hello"), mailboxes.mailOf("bob"));
        assertEquals(List.of("hello"), mailboxes.mailOf("carol"));
        assertEquals(List.of("hello"), mailboxes.mailOf("dave"));
        assertEquals(List.of(), mailboxes.mailOf("eve"));
        assertNothingIsLeft("work");
    }

    @Test
    void aQueuedRecipientThatStandsForSeveralByNowIsKeptAsThose() throws Exception {
        mailboxes.trouble("bob", REFUSED);
        try (DurableQueue queue = open("work")) {
            send(queue, "hello", "bob@a.example", "dave@a.example");
            log.await("deferred");
            mailboxes.list("bob", "carol@a.example", "eve@a.example");
            assertEquals(1, queue.control().tryAll());
            log.await("removed from queue");
        }

        assertEquals(List.of("hello"), mailboxes.mailOf("carol"));
        assertEquals(List.of("hello"), mailboxes.mailOf("eve"));
        assertEquals(List.of("hello"), mailboxes.mailOf("dave"));
        assertNothingIsLeft("work");
    }

    @Test
    void aCrashAfterTheSplitGoesOnFromThere() throws Exception {
        mailboxes.list("all", "bob@a.example", "carol@a.example");
        mailboxes.around(() -> {}, this::copyOnce);
        try (DurableQueue queue = open("work")) {
            send(queue, "hello", "all@a.example");
            log.await("removed from queue");
        }
        mailboxes.around(() -> {}, () -> {});
        mailboxes.list("all", "eve@a.example");
        MemoryLog later = new MemoryLog();
        try (DurableQueue _ = open("crashed", later)) {
            later.await("removed from queue");
        }

        assertEquals(List.of("hello"), mailboxes.mailOf("bob"));
        assertEquals(List.of("hello"), mailboxes.mailOf("carol"));
        assertEquals(List.of(), mailboxes.mailOf("eve"));
        assertNothingIsLeft("crashed");
    }

    @Test
    void eachRecipientOfAMailboxHasItsCopyIfThatIsAllowed() throws Exception {
        duplicates = true;
        mailboxes.list("all", "bob@a.example", "alias-bob@a.example");
        try (DurableQueue queue = open("work")) {
            send(queue, "hello", "bob@a.example", "alias-bob@a.example", "all@a.example");
            log.await("removed from queue");
        }

        assertEquals(3, mailboxes.copiesOf("bob"));
        assertNothingIsLeft("work");
    }

    @Test
    void aProgramGetsItsMessageOnceItTakesIt() throws Exception {
        mailboxes.programAnswers(new Outcome.Deferred(Diagnosis.ours("not now")));
        try (DurableQueue queue = open("work")) {
            send(queue, "hello", "program@a.example");
            log.await("deferred to=program@a.example reason=\"not now\"");
            awaitNothingUnderWay(queue);
            mailboxes.programAnswers(new Outcome.Delivered());
            assertEquals(1, queue.control().tryAll());
            log.await("removed from queue");
        }

        assertEquals(List.of("hello", "hello"), mailboxes.programHeard());
        assertNothingIsLeft("work");
    }

    @Test
    void mailForNobodyIsThrownAway() throws Exception {
        try (DurableQueue queue = open("work")) {
            send(queue, "hello", "nowhere@a.example");
            log.await("thrown away to=nowhere@a.example");
            awaitNothingUnderWay(queue);
        }
        assertNothingIsLeft("work");
    }

    private void copyOnce() {
        if (!Files.exists(folder.resolve("crashed"))) {
            copy("work", "crashed");
        }
    }

    @Test
    void otherHostsWaitInTheQueueToo() throws Exception {
        try (DurableQueue queue = open("work")) {
            send(queue, "hello", "eve@elsewhere.example");
            String last = log.await("deferred to=eve@elsewhere.example");

            assertTrue(last.contains("no name server answers"), last);
        }
    }

    @Test
    void theSenderIsToldAtOnceWhoWillNeverGetIt() throws Exception {
        try (DurableQueue queue = open("work")) {
            sendFrom(
                    ReversePath.of(new EmailAddress("carol", HERE)),
                    queue,
                    "Subject: x\r\n\r\nhello\r\n",
                    "bob@a.example",
                    "nobody@a.example");
            log.await("delivered to=bob@a.example");
            log.await("delivered to=carol@a.example");
            awaitNothingUnderWay(queue);
        }

        String report = mailboxes.mailOf("carol").getFirst();
        assertTrue(report.contains("Final-Recipient: rfc822; nobody@a.example\r\n"), report);
        assertTrue(!report.contains("bob@a.example"), report);
        assertTrue(report.contains("Subject: x\r\n"), report);
        assertTrue(!report.contains("hello"), report);
        assertNothingIsLeft("work");
    }

    @Test
    void nobodyIsToldAboutAReportThatFails() throws Exception {
        try (DurableQueue queue = open("work")) {
            send(queue, "hello", "nobody@a.example");
            log.await("no report: the sender is <>");
            awaitNothingUnderWay(queue);
        }
        assertEquals(0, mailboxes.batches().size());
        assertNothingIsLeft("work");
    }

    @Test
    void eachFailedAttemptIsWrittenDownWithALaterDueTime() throws Exception {
        mailboxes.trouble("bob", REFUSED);
        try (DurableQueue queue = open("work")) {
            QueueId id = send(queue, "hello", "bob@a.example");
            log.await("next=2026-11-21T12:01:00Z");
            assertEquals(1, queue.control().tryAll());
            log.await("next=2026-11-21T12:02:00Z");

            String file = Files.readString(folder.resolve("work/queue").resolve(id.text()));
            assertTrue(file.contains("attempts: 000002\n"), file);
            assertTrue(file.contains("due: 2026-11-21T12:02:00Z\n"), file);
        }
    }

    @Test
    void theQueueIsTakenUpAfterAStart() throws Exception {
        mailboxes.trouble("bob", REFUSED);
        try (DurableQueue queue = open("work")) {
            send(queue, "y".repeat(LARGE), "bob@a.example");
            log.await("deferred");
        }
        mailboxes.mend("bob");
        clock.advance(Duration.ofMinutes(1));

        try (DurableQueue _ = open("work")) {
            log.await("removed from queue");
        }

        assertEquals(List.of("y".repeat(LARGE)), mailboxes.mailOf("bob"));
        assertNothingIsLeft("work");
    }

    @Test
    void damagedFilesAreSetAsideAndTheRestIsDelivered() throws Exception {
        mailboxes.trouble("bob", REFUSED);
        try (DurableQueue queue = open("work")) {
            send(queue, "hello", "bob@a.example");
            log.await("deferred");
        }
        mailboxes.mend("bob");
        clock.advance(Duration.ofMinutes(1));
        Path queueFolder = folder.resolve("work/queue");
        Files.createFile(queueFolder.resolve("0123456789ABCD"));
        Files.write(queueFolder.resolve("noise"), new byte[] {1, 2, 3, 10, 10, (byte) 0xff});
        Files.createSymbolicLink(queueFolder.resolve("link"), folder.resolve("elsewhere"));

        try (DurableQueue _ = open("work")) {
            log.await("removed from queue");
            log.await("queue read");
        }

        assertEquals(List.of("hello"), mailboxes.mailOf("bob"));
        assertEquals(List.of("0123456789ABCD", "link", "noise"), list("work/corrupt"));
    }

    @Test
    void aCrashBeforeTheDeliveryLosesNothing() throws Exception {
        mailboxes.around(() -> copy("work", "crashed"), () -> {});
        crashAndGoOn("small");
        assertEquals(List.of("small"), mailboxes.mailOf("bob"));
    }

    @Test
    void aCrashBetweenTheDeliveryAndItsNoteRepeatsNothing() throws Exception {
        mailboxes.around(() -> {}, () -> copy("work", "crashed"));
        crashAndGoOn("small");
        assertEquals(List.of("small"), mailboxes.mailOf("bob"));
        assertTrue(mailboxes.batches().getLast().getFirst().mayBeThere());
    }

    @Test
    void aCrashWithALargeMessageRepeatsNothing() throws Exception {
        mailboxes.around(() -> {}, () -> copy("work", "crashed"));
        crashAndGoOn("z".repeat(LARGE));
        assertEquals(List.of("z".repeat(LARGE)), mailboxes.mailOf("bob"));
    }

    private void crashAndGoOn(String text) throws Exception {
        try (DurableQueue queue = open("work")) {
            send(queue, text, "bob@a.example");
            log.await("delivered");
        }
        mailboxes.around(() -> {}, () -> {});
        MemoryLog later = new MemoryLog();
        try (DurableQueue _ = open("crashed", later)) {
            later.await("delivered to=bob@a.example");
        }
        assertNothingIsLeft("crashed");
    }

    @Test
    void aCrashBetweenTheQueueFileAndItsNoteLeavesTheQueueFile() throws Exception {
        mailboxes.trouble("bob", REFUSED);
        QueueId id;
        try (DurableQueue queue = open("work")) {
            mailboxes.around(() -> copy("work", "crashed"), () -> {});
            id = send(queue, "hello", "bob@a.example");
            log.await("deferred");
        }
        mailboxes.around(() -> {}, () -> {});
        Files.copy(
                folder.resolve("work/queue").resolve(id.text()),
                folder.resolve("crashed/queue").resolve(id.text()));
        mailboxes.mend("bob");
        clock.advance(Duration.ofMinutes(1));
        MemoryLog later = new MemoryLog();

        try (DurableQueue _ = open("crashed", later)) {
            later.await("removed from queue");
        }

        assertEquals(List.of("hello"), mailboxes.mailOf("bob"));
        assertNothingIsLeft("crashed");
    }

    @Test
    void bodiesOfSessionsThatWereCutOffAreRemovedAtTheNextStart() throws Exception {
        DurableQueue queue = open("work");
        BodySink sink = queue.newBody();
        sink.write(new byte[LARGE], 0, LARGE);
        copy("work", "crashed");
        sink.close();
        queue.close();
        assertEquals(1, list("crashed/spool").size());

        open("crashed").close();

        assertNothingIsLeft("crashed");
    }

    @Test
    void afterClosingNothingIsAccepted() throws Exception {
        DurableQueue queue = open("work");
        queue.close();

        assertThrows(IOException.class, () -> send(queue, "late", "bob@a.example"));
        assertEquals(0, queue.counts().inJournal());
    }

    private static void awaitNothingUnderWay(DurableQueue queue) {
        while (queue.counts().inJournal() > 0) {
            Thread.onSpinWait();
        }
    }

    private DurableQueue open(String work) throws IOException {
        return open(work, log);
    }

    private DurableQueue open(String work, MemoryLog to) throws IOException {
        starts++;
        return DurableQueue.open(
                new DurableQueue.Settings(
                        folder.resolve(work),
                        () -> new RetrySchedule(Duration.ofHours(2), Duration.ofDays(4)),
                        16 << 20),
                new DurableQueue.World(
                        mailboxes::route,
                        () -> duplicates,
                        mailboxes,
                        mailboxes.programs(),
                        () -> Reporter.of(HERE, HERE, false),
                        _ -> new Exchangers.TryLater("no name server answers"),
                        TestDialer.make(),
                        Statistics.NONE,
                        clock,
                        ZoneOffset.UTC,
                        new Random(starts)),
                to);
    }

    private static QueueId send(DurableQueue queue, String text, String... recipients)
            throws IOException {
        return sendFrom(ReversePath.NULL, queue, text, recipients);
    }

    private static QueueId sendFrom(
            ReversePath sender, DurableQueue queue, String text, String... recipients)
            throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        try (BodySink sink = queue.newBody()) {
            sink.write(octets, 0, octets.length);
            queue.accept(
                    new Envelope(
                            sink.id(),
                            Instant.parse("2026-11-21T12:00:00Z"),
                            sender,
                            Stream.of(recipients)
                                    .map(r -> Recipient.of(EmailAddress.parse(r).orElseThrow()))
                                    .toList(),
                            false,
                            false,
                            ReportWish.NONE),
                    sink.finish());
            return sink.id();
        }
    }

    /** What the file system holds at this moment, as a killed process leaves it. */
    private void copy(String from, String to) {
        try (Stream<Path> files = Files.walk(folder.resolve(from))) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(to).resolve(folder.resolve(from).relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void assertNothingIsLeft(String work) throws IOException {
        assertEquals(List.of(), list(work + "/queue"));
        assertEquals(List.of(), list(work + "/spool"));
        MemoryLog again = new MemoryLog();
        open(work, again).close();
        assertTrue(
                again.lines().contains("info: - journal read messages=0"), again.lines()::toString);
    }

    private List<String> list(String path) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(path))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
