package dmail.smtp.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.MemoryLog;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.WorkFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few messages that take long, while many others come and go. */
final class SegmentCleanerTest {
    private static final JournalSize SMALL = new JournalSize(8 * 1024, 4 * 1024, 16, 2);

    /** More than would fit in all segments. */
    private static final int MANY = 200;

    @TempDir private Path work;
    private final TestMail mail = new TestMail();
    private final RecordingDisk disk = new RecordingDisk();
    private final MemoryLog log = new MemoryLog();

    @BeforeEach
    void makeFolders() throws IOException {
        new WorkFolders(work).create();
    }

    @Test
    void aMessageThatTakesLongDoesNotFillTheJournal() throws IOException {
        try (Journal journal = open()) {
            JournalEntry slow = commit(journal, "slow");

            pass(journal, MANY);

            assertTrue(journal.segmentsInUse() <= SMALL.comfortable() + 2);
            assertEquals("slow", TestMail.text(slow.body()));
            journal.done(slow, List.of(0));
            pass(journal, MANY);
        }
        assertEquals(List.of(), replayed());
    }

    @Test
    void norDoSeveralThatBeganAtDifferentTimes() throws IOException {
        List<String> slow = new ArrayList<>();
        try (Journal journal = open()) {
            for (int i = 0; i < 12; i++) {
                slow.add("slow " + i);
                commit(journal, slow.getLast());
                pass(journal, MANY / 10);
            }
        }
        assertEquals(slow, replayed());
    }

    @Test
    void whoIsDoneStaysDone() throws IOException {
        try (Journal journal = open()) {
            Envelope three = mail.to("a@a.example", "b@a.example", "c@a.example");
            JournalEntry slow = journal.commit(three, TestMail.body("slow"));
            journal.done(slow, List.of(1));
            pass(journal, MANY);
            journal.done(slow, List.of(2));
            pass(journal, MANY);
        }
        try (Journal journal = open()) {
            JournalEntry slow = journal.replayed().getFirst();
            assertEquals(List.of(0), slow.recipients());
            pass(journal, MANY);
            journal.done(slow, List.of(0));
        }
        assertEquals(List.of(), replayed());
    }

    @Test
    void aMessageThatIsDoneAfterItsCopyDoesNotComeBackFromItsFirstRecord() throws IOException {
        try (Journal journal = open()) {
            JournalEntry slow = commit(journal, "slow");
            pass(journal, MANY);
            assertTrue(disk.count(RecordingDisk.Operation.Deleted.class) > 0);
            journal.done(slow, List.of(0));
        }
        assertEquals(List.of(), replayed());
    }

    @Test
    void whoReadsABodyReadsOnWhileItIsCopied() throws IOException {
        String text = "0123456789".repeat(20);
        try (Journal journal = open()) {
            JournalEntry slow = commit(journal, text);
            try (InputStream in = slow.body().open()) {
                String start = new String(in.readNBytes(50), StandardCharsets.ISO_8859_1);
                pass(journal, MANY);
                String rest = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

                assertEquals(text, start + rest);
            }
            assertEquals(text, TestMail.text(slow.body()));
        }
    }

    @Test
    void aSpilledBodyStaysWhereItIs() throws IOException {
        Envelope envelope = mail.to("bob@a.example");
        Path spill = work.resolve("spool").resolve(envelope.id().text());
        Files.writeString(spill, "large");
        try (Journal journal = open()) {
            JournalEntry slow = journal.commit(envelope, new FileBody(spill, 0, 5));
            pass(journal, MANY);
            assertTrue(journal.segmentsInUse() <= SMALL.comfortable() + 2);
            assertTrue(slow.isSpilled());
        }
        assertEquals(List.of("large"), replayed());
    }

    @Test
    void whatWaitsInCrowdsIsNotCopied() throws IOException {
        try (Journal journal = open()) {
            for (int i = 0; i < 12; i++) {
                commit(journal, "waits " + i + "y".repeat(3000));
            }
            assertEquals(6, journal.segmentsInUse());
            pass(journal, 4);

            assertEquals(0, disk.count(RecordingDisk.Operation.Deleted.class));
        }
    }

    private JournalEntry commit(Journal journal, String text) throws IOException {
        return journal.commit(mail.to("bob@a.example"), TestMail.body(text));
    }

    /** So many messages come and go. */
    private void pass(Journal journal, int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            journal.done(commit(journal, "quick " + i + "y".repeat(2000)), List.of(0));
        }
    }

    private List<String> replayed() throws IOException {
        try (Journal journal = open()) {
            return TestMail.texts(journal.replayed());
        }
    }

    private Journal open() throws IOException {
        return Journal.open(new WorkFolders(work), disk, SMALL, new Random(3), _ -> {}, log);
    }
}
