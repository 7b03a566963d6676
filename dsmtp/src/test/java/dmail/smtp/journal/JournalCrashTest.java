package dmail.smtp.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.MemoryLog;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.WorkFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every state a loss of power can leave: after each operation, of what was not synced any sectors
 * of 512 octets may be there or not.
 */
final class JournalCrashTest {
    private static final JournalSize SMALL = new JournalSize(8 * 1024, 4 * 1024, 8, 2);
    private static final int SECTOR = 512;
    private static final int DRAWS = 6;

    @TempDir private Path folder;
    private final TestMail mail = new TestMail();
    private final RecordingDisk disk = new RecordingDisk();
    private final Map<String, Integer> acknowledgedAt = new HashMap<>();
    private final Map<String, Integer> doneAt = new HashMap<>();
    private final Set<String> offered = new HashSet<>();
    private WorkFolders folders = new WorkFolders(Path.of("unset"));

    @BeforeEach
    void makeFolders() throws IOException {
        folders = new WorkFolders(folder.resolve("before"));
        folders.create();
    }

    @Test
    void afterACrashAtAnyMomentWhatWasAcknowledgedIsThereUnlessDone() throws IOException {
        try (Journal journal = open(folders)) {
            fillAndEmpty(journal);
            disk.kill();
        }
        try (Journal journal = open(folders)) {
            fillMore(journal);
        }

        List<RecordingDisk.Operation> operations = disk.operations();
        Random random = new Random(11);
        for (int crash = 0; crash <= operations.size(); crash++) {
            for (int draw = 0; draw < DRAWS; draw++) {
                check(operations.subList(0, crash), draw, random);
            }
        }
    }

    /** Three messages stay, others come and go until segments are used again. */
    private void fillAndEmpty(Journal journal) throws IOException {
        commit(journal, "stays 1");
        for (int i = 0; i < 3; i++) {
            done(journal, commit(journal, "goes " + i + "y".repeat(2900)));
        }
        commit(journal, "stays 2 " + "z".repeat(1500));
        for (JournalEntry entry : new ArrayList<>(journalEntries)) {
            done(journal, entry);
        }
        for (int i = 3; i < 9; i++) {
            done(journal, commit(journal, "goes " + i + "y".repeat(2900)));
        }
        commit(journal, "stays 3");
    }

    /** The next life goes on where a kill stopped the one before, behind notes without a sync. */
    private void fillMore(Journal journal) throws IOException {
        done(journal, journal.replayed().getFirst());
        commit(journal, "stays 4");
        done(journal, commit(journal, "goes 9" + "y".repeat(2900)));
        done(journal, commit(journal, "goes 10" + "y".repeat(2900)));
        commit(journal, "stays 5");
    }

    private final List<JournalEntry> journalEntries = new ArrayList<>();

    private JournalEntry commit(Journal journal, String text) throws IOException {
        offered.add(text);
        JournalEntry entry = journal.commit(mail.received("bob@a.example"), TestMail.body(text));
        acknowledgedAt.put(text, disk.operations().size());
        if (text.startsWith("stays 1")) {
            journalEntries.add(entry);
        }
        return entry;
    }

    private void done(Journal journal, JournalEntry entry) {
        doneAt.putIfAbsent(TestMail.text(entry.body()), disk.operations().size());
        journal.done(entry, List.of(0));
    }

    private void check(List<RecordingDisk.Operation> happened, int draw, Random random)
            throws IOException {
        WorkFolders after = new WorkFolders(folder.resolve(happened.size() + "-" + draw));
        after.create();
        new CrashState(happened, draw, random).writeTo(after.journal());
        List<String> replayed;
        try (Journal journal = openPlain(after)) {
            replayed = TestMail.texts(journal.replayed());
            for (JournalEntry entry : journal.replayed()) {
                isAsItWas(entry.envelope());
            }
        }
        acknowledgedAt.forEach((text, moment) -> {
            boolean ours = moment <= happened.size();
            boolean maybeDone = doneAt.getOrDefault(text, Integer.MAX_VALUE) <= happened.size();
            assertTrue(
                    !ours || maybeDone || replayed.contains(text),
                    () -> "lost after " + happened.size() + ": " + text);
        });
        assertTrue(offered.containsAll(replayed), "only what was sent, octet by octet");
        assertTrue(new HashSet<>(replayed).size() == replayed.size(), "nothing twice");
    }

    /** How the mail came in and is to leave is kept with it. */
    private void isAsItWas(Envelope envelope) {
        Envelope expected = mail.received("bob@a.example");
        assertEquals(expected.reception(), envelope.reception());
        assertEquals(expected.recipients(), envelope.recipients());
    }

    private Journal open(WorkFolders in) throws IOException {
        return Journal.open(in, disk, SMALL, new Random(3), _ -> {}, new MemoryLog());
    }

    private static Journal openPlain(WorkFolders in) throws IOException {
        return Journal.open(in, new RealDisk(), SMALL, new Random(4), _ -> {}, new MemoryLog());
    }

    /** One state that the file system may show after a crash. */
    private static final class CrashState {
        private final Map<Path, byte[]> files = new HashMap<>();
        private final List<RecordingDisk.Operation> happened;
        private final int draw;
        private final Random random;

        CrashState(List<RecordingDisk.Operation> happened, int draw, Random random) {
            this.happened = happened;
            this.draw = draw;
            this.random = random;
        }

        void writeTo(Path journal) throws IOException {
            for (int i = 0; i < happened.size(); i++) {
                apply(i);
            }
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                Files.write(journal.resolve(file.getKey().getFileName()), file.getValue());
            }
        }

        private void apply(int i) {
            switch (happened.get(i)) {
                case RecordingDisk.Operation.Created(Path file) -> {
                    if (folderSyncedAfter(i) || keeps()) {
                        files.put(file, new byte[0]);
                    }
                }
                case RecordingDisk.Operation.Written(Path file, long at, ByteBuffer octets) ->
                        files.computeIfPresent(
                                file, (_, old) -> write(old, at, octets, syncedAfter(i, file)));
                case RecordingDisk.Operation.Deleted(Path file) -> {
                    if (folderSyncedAfter(i) || keeps()) {
                        files.remove(file);
                    }
                }
                case RecordingDisk.Operation.Synced _, RecordingDisk.Operation.FolderSynced _ -> {}
            }
        }

        private byte[] write(byte[] old, long at, ByteBuffer octets, boolean synced) {
            int end = (int) at + octets.remaining();
            byte[] now = Arrays.copyOf(old, Math.max(old.length, end));
            int from = (int) at;
            while (from < end) {
                int to = Math.min(end, (from / SECTOR + 1) * SECTOR);
                if (synced || keeps()) {
                    octets.get(octets.position() + from - (int) at, now, from, to - from);
                }
                from = to;
            }
            return now;
        }

        /** The first draw keeps all that was not synced, the second nothing, others any of it. */
        private boolean keeps() {
            return draw == 0 || (draw > 1 && random.nextBoolean());
        }

        private boolean syncedAfter(int i, Path file) {
            return happened.subList(i, happened.size())
                    .contains(new RecordingDisk.Operation.Synced(file));
        }

        private boolean folderSyncedAfter(int i) {
            return happened.subList(i, happened.size()).stream()
                    .anyMatch(RecordingDisk.Operation.FolderSynced.class::isInstance);
        }
    }
}
