package dmail.smtp.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.MemoryLog;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.WorkFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failing disk does: 4xx for as long as it fails, never a loss, never a file used twice. */
final class JournalFaultTest {
    private static final JournalSize SMALL = new JournalSize(8 * 1024, 4 * 1024, 8, 2);

    @TempDir private Path work;
    private final TestMail mail = new TestMail();
    private final RecordingDisk disk = new RecordingDisk();
    private final MemoryLog log = new MemoryLog();

    @BeforeEach
    void makeFolders() throws IOException {
        new WorkFolders(work).create();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aFailureAtAnyCallLosesNothingThatWasAcknowledged(int call) throws IOException {
        List<String> acknowledged = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        disk.failAt(call);
        try (Journal journal = open()) {
            for (int i = 0; i < 8; i++) {
                String text = "x".repeat(2000) + i;
                try {
                    journal.commit(mail.to("bob@a.example"), TestMail.body(text));
                    acknowledged.add(text);
                } catch (IOException failure) {
                    refused.add(text);
                }
            }
        }
        assertTrue(refused.size() <= 1, "one failure refuses one message");

        try (Journal journal = restarted()) {
            assertEquals(acknowledged, TestMail.texts(journal.replayed()));
        }
    }

    @Test
    void whileTheDiskFailsAllIsRefusedAndAfterwardsTakenWithoutAStart() throws IOException {
        try (Journal journal = open()) {
            journal.commit(mail.to("bob@a.example"), TestMail.body("before"));
            disk.fail();
            for (int i = 0; i < 3; i++) {
                assertThrows(
                        IOException.class,
                        () -> journal.commit(mail.to("bob@a.example"), TestMail.body("during")));
            }
            disk.mend();
            journal.commit(mail.to("bob@a.example"), TestMail.body("after"));
        }

        try (Journal journal = restarted()) {
            assertEquals(List.of("before", "after"), TestMail.texts(journal.replayed()));
        }
        assertTrue(log.lines().stream().anyMatch(line -> line.contains("segment given up")));
    }

    @Test
    void notesThatCouldNotBeWrittenAreWrittenLater() throws IOException {
        try (Journal journal = open()) {
            JournalEntry entry = journal.commit(mail.to("bob@a.example"), TestMail.body("one"));
            disk.fail();
            journal.done(entry, List.of(0));
            assertThrows(
                    IOException.class,
                    () -> journal.commit(mail.to("bob@a.example"), TestMail.body("during")));
            disk.mend();
            journal.commit(mail.to("bob@a.example"), TestMail.body("two"));
        }

        try (Journal journal = restarted()) {
            assertEquals(List.of("two"), TestMail.texts(journal.replayed()));
        }
    }

    @Test
    void aSegmentThatCanNotBeReadEndsTheStartAndIsNotMovedAway() throws IOException {
        try (Journal journal = open()) {
            journal.commit(mail.to("bob@a.example"), TestMail.body("one"));
        }
        RecordingDisk busy = new RecordingDisk();
        busy.fail();

        IOException failure = assertThrows(IOException.class, () -> open(busy));

        assertTrue(failure.toString().contains(".journal can't be read"), failure::toString);
        assertTrue(failure.toString().contains("Too many open files"), failure::toString);
        try (Journal journal = restarted()) {
            assertEquals(List.of("one"), TestMail.texts(journal.replayed()));
        }
    }

    /** It is not the same as a body that is gone, whose message was delivered. */
    @Test
    void aSpilledBodyThatCanNotBeReadEndsTheStart() throws IOException {
        Path spool = work.resolve("spool");
        Path body = spool.resolve("spilled");
        try (Journal journal = open()) {
            journal.commit(mail.to("bob@a.example"), new FileBody(body, 0, 5));
        }
        Files.delete(spool);
        Files.createSymbolicLink(spool, spool);

        IOException failure = assertThrows(IOException.class, this::restarted);

        assertTrue(failure.toString().contains("can't be read"), failure::toString);
    }

    private Journal open() throws IOException {
        return open(disk);
    }

    /** Another process, which knows of no failures, on a disk that has none any more. */
    private Journal restarted() throws IOException {
        return open(new RealDisk());
    }

    private Journal open(Disk on) throws IOException {
        return Journal.open(new WorkFolders(work), on, SMALL, new Random(3), _ -> {}, log);
    }
}
