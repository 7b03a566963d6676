package dmail.smtp.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.MemoryLog;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.WorkFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final JournalSize SMALL = new JournalSize(8 * 1024, 4 * 1024, 4, 2);

    @TempDir private Path work;
    private final TestMail mail = new TestMail();
    private final RecordingDisk disk = new RecordingDisk();
    private final MemoryLog log = new MemoryLog();

    @BeforeEach
    void makeFolders() throws IOException {
        new WorkFolders(work).create();
    }

    @Test
    void aCommittedMessageIsReadableAtOnce() throws IOException {
        try (Journal journal = open(SMALL)) {
            JournalEntry entry = journal.commit(mail.to("bob@a.example"), TestMail.body("hello"));

            assertEquals("hello", TestMail.text(entry.body()));
            assertEquals(List.of(0), entry.recipients());
        }
    }

    @Test
    void whatIsNotDoneComesBackAfterAStartInOrder() throws IOException {
        Envelope two = mail.to("bob@a.example", "carol@a.example");
        try (Journal journal = open(SMALL)) {
            JournalEntry first = journal.commit(mail.to("bob@a.example"), TestMail.body("one"));
            JournalEntry second = journal.commit(two, TestMail.body("two"));
            journal.commit(mail.to("dave@a.example"), TestMail.body("three"));
            journal.done(first, List.of(0));
            journal.done(second, List.of(1));
        }

        try (Journal journal = open(SMALL)) {
            List<JournalEntry> replayed = journal.replayed();
            assertEquals(List.of("two", "three"), TestMail.texts(replayed));
            assertEquals(two, replayed.getFirst().envelope());
            assertEquals(List.of(0), replayed.getFirst().recipients());
        }
    }

    @Test
    void readingTheJournalAgainFindsTheSame() throws IOException {
        try (Journal journal = open(SMALL)) {
            journal.commit(mail.to("bob@a.example"), TestMail.body("one"));
        }

        for (int start = 0; start < 3; start++) {
            try (Journal journal = open(SMALL)) {
                assertEquals(List.of("one"), TestMail.texts(journal.replayed()));
            }
        }
    }

    @Test
    void aStartGoesOnInTheSegmentWhereTheOneBeforeEnded() throws IOException {
        for (int start = 0; start < 9; start++) {
            try (Journal journal = open(SMALL)) {
                journal.commit(mail.to("bob@a.example"), TestMail.body("message " + start));
                assertEquals(1, journal.segmentsInUse());
            }
        }

        try (Journal journal = open(SMALL)) {
            assertEquals(9, journal.replayed().size());
            journal.replayed().forEach(entry -> journal.done(entry, List.of(0)));
        }
        try (Journal journal = open(SMALL)) {
            assertEquals(List.of(), journal.replayed());
        }
    }

    @Test
    void whatAnEarlierRunLeftCanBeDoneInALaterOne() throws IOException {
        try (Journal journal = open(SMALL)) {
            journal.commit(mail.to("bob@a.example"), TestMail.body("one"));
        }
        try (Journal journal = open(SMALL)) {
            journal.done(journal.replayed().getFirst(), List.of(0));
        }

        try (Journal journal = open(SMALL)) {
            assertEquals(List.of(), journal.replayed());
        }
    }

    @Test
    void segmentsAreUsedAgainAndOldRecordsNeverComeBack() throws IOException {
        String large = "x".repeat(3000);
        try (Journal journal = open(SMALL)) {
            for (int i = 0; i < 50; i++) {
                JournalEntry entry =
                        journal.commit(mail.to("bob@a.example"), TestMail.body(large + i));
                journal.done(entry, List.of(0));
            }
            journal.commit(mail.to("bob@a.example"), TestMail.body("last"));
        }

        assertTrue(countSegments() <= 4, "segments: " + countSegments());
        try (Journal journal = open(SMALL)) {
            assertEquals(List.of("last"), TestMail.texts(journal.replayed()));
        }
    }

    @Test
    void whatIsDoneStaysDoneWhenTheSegmentOfItsNoteIsGone() throws IOException {
        String large = "x".repeat(5000);
        try (Journal journal = open(SMALL, Runnable::run)) {
            JournalEntry first = journal.commit(mail.to("bob@a.example"), TestMail.body(large));
            JournalEntry second = journal.commit(mail.to("bob@a.example"), TestMail.body(large));
            journal.done(first, List.of(0));
            journal.done(second, List.of(0));
            // There are spares enough: of the two segments that are free now, one is deleted.
            journal.commit(mail.to("bob@a.example"), TestMail.body("x".repeat(4999) + "3"));
            assertEquals(1, journal.segmentsInUse());
        }

        try (Journal journal = open(SMALL)) {
            assertEquals(1, journal.replayed().size());
            assertTrue(TestMail.texts(journal.replayed()).getFirst().endsWith("3"));
        }
    }

    @Test
    void aSegmentIsKeptWhileAnOlderOneIsNeeded() throws IOException {
        String large = "x".repeat(3000);
        try (Journal journal = open(SMALL)) {
            JournalEntry stuck =
                    journal.commit(mail.to("bob@a.example", "eve@a.example"), TestMail.body("a"));
            for (int i = 0; i < 4; i++) {
                JournalEntry entry = journal.commit(mail.to("bob@a.example"), TestMail.body(large));
                journal.done(entry, List.of(0));
            }
            journal.done(stuck, List.of(0));
        }

        try (Journal journal = open(SMALL)) {
            assertEquals(List.of("a"), TestMail.texts(journal.replayed()));
            assertEquals(List.of(1), journal.replayed().getFirst().recipients());
        }
    }

    @Test
    void mailIsRefusedWhenAllSegmentsAreNeededAndTakenAgainWhenOneIsFree() throws IOException {
        String large = "x".repeat(5000);
        List<JournalEntry> entries = new ArrayList<>();
        try (Journal journal = open(SMALL)) {
            for (int i = 0; i < 4; i++) {
                entries.add(journal.commit(mail.to("bob@a.example"), TestMail.body(large)));
            }
            assertThrows(
                    IOException.class,
                    () -> journal.commit(mail.to("bob@a.example"), TestMail.body(large)));

            entries.forEach(entry -> journal.done(entry, List.of(0)));
            journal.commit(mail.to("bob@a.example"), TestMail.body("fits again"));
        }
    }

    @Test
    void aMessageLargerThanASegmentIsRefusedAndTheNextOneTaken() throws IOException {
        try (Journal journal = open(SMALL)) {
            assertThrows(
                    IOException.class,
                    () ->
                            journal.commit(
                                    mail.to("bob@a.example"), TestMail.body("x".repeat(8192))));

            journal.commit(mail.to("bob@a.example"), TestMail.body("small"));
        }
    }

    @Test
    void aSpilledBodyIsPointedAt() throws IOException {
        Envelope envelope = mail.to("bob@a.example");
        Path spill = work.resolve("spool").resolve(envelope.id().text());
        Files.writeString(spill, "large");
        try (Journal journal = open(SMALL)) {
            journal.commit(envelope, new FileBody(spill, 0, 5));
        }

        try (Journal journal = open(SMALL)) {
            assertEquals(List.of("large"), TestMail.texts(journal.replayed()));
        }
    }

    @Test
    void aMessageWhoseSpilledBodyIsGoneWasDelivered() throws IOException {
        Envelope envelope = mail.to("bob@a.example");
        Path spill = work.resolve("spool").resolve(envelope.id().text());
        Files.writeString(spill, "large");
        try (Journal journal = open(SMALL)) {
            journal.commit(envelope, new FileBody(spill, 0, 5));
        }
        Files.delete(spill);

        try (Journal journal = open(SMALL)) {
            assertEquals(List.of(), journal.replayed());
        }
        assertTrue(log.lines().stream().anyMatch(line -> line.contains("spilled body missing")));
    }

    @Test
    void whatAllSessionsHaveReadyIsSyncedOnce() throws IOException {
        JournalLog events = new JournalLog(log);
        SpareSegments spares =
                new SpareSegments(
                        work.resolve("journal"), disk, JournalSize.USUAL, _ -> {}, events);
        Segments segments =
                new Segments(spares, JournalSize.USUAL, new Random(3), new ArrayDeque<>(), events);
        WriteQueue writeQueue = new WriteQueue(JournalSize.USUAL.group());
        List<PendingRecord.Message> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(
                    PendingRecord.Message.of(mail.to("bob@a.example"), TestMail.body("text " + i)));
        }
        messages.forEach(writeQueue::add);
        writeQueue.close();

        SegmentCleaner cleaner = new SegmentCleaner(segments, JournalSize.USUAL, events);
        new GroupWriter(writeQueue, segments, cleaner, 1, 1, events).run();

        // One when the file is made, one for its header, one for the group, one at the close.
        assertEquals(4, disk.count(RecordingDisk.Operation.Synced.class));
        assertEquals("text 99", TestMail.text(messages.getLast().answer().join().body()));
    }

    @Test
    void afterClosingNothingIsTaken() throws IOException {
        Journal journal = open(SMALL);
        journal.close();

        assertThrows(
                IOException.class,
                () -> journal.commit(mail.to("bob@a.example"), TestMail.body("late")));
    }

    private Journal open(JournalSize size) throws IOException {
        return open(size, _ -> {});
    }

    private Journal open(JournalSize size, Executor preparer) throws IOException {
        return Journal.open(new WorkFolders(work), disk, size, new Random(3), preparer, log);
    }

    private long countSegments() throws IOException {
        try (var files = Files.list(work.resolve("journal"))) {
            return files.count();
        }
    }
}
