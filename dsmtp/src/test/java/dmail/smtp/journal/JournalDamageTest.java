package dmail.smtp.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.MemoryLog;
import dmail.smtp.message.WorkFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not as they were written: the journal opens and the rest is delivered. */
final class JournalDamageTest {
    private static final JournalSize SMALL = new JournalSize(8 * 1024, 4 * 1024, 16, 2);

    @TempDir private Path work;
    private final TestMail mail = new TestMail();
    private final MemoryLog log = new MemoryLog();
    private int secondStart;
    private int thirdStart;
    private int end;

    @BeforeEach
    void writeThreeMessages() throws IOException {
        new WorkFolders(work).create();
        RecordingDisk disk = new RecordingDisk();
        try (Journal journal = open(disk)) {
            journal.commit(mail.to("bob@a.example"), TestMail.body("one"));
            journal.commit(mail.to("bob@a.example"), TestMail.body("two"));
            journal.commit(mail.to("bob@a.example"), TestMail.body("three"));
        }
        List<RecordingDisk.Operation.Written> writes =
                disk.operations().stream()
                        .filter(RecordingDisk.Operation.Written.class::isInstance)
                        .map(RecordingDisk.Operation.Written.class::cast)
                        .toList();
        RecordingDisk.Operation.Written last = writes.getLast();
        secondStart = (int) writes.get(writes.size() - 2).position();
        thirdStart = (int) last.position();
        end = thirdStart + last.octets().remaining();
    }

    @Test
    void aFileCutAtAnyByteOfTheLastGroupGivesTheOthers() throws IOException {
        byte[] whole = Files.readAllBytes(segment());
        for (int cut = thirdStart; cut < end; cut++) {
            Files.write(segment(), Arrays.copyOf(whole, cut));
            assertEquals(List.of("one", "two"), replay(), "cut at " + cut);
        }
    }

    @Test
    void zerosFromAnyByteOfTheLastGroupGiveTheOthers() throws IOException {
        byte[] whole = Files.readAllBytes(segment());
        for (int cut = thirdStart; cut < end; cut++) {
            byte[] torn = Arrays.copyOf(whole, whole.length);
            Arrays.fill(torn, cut, torn.length, (byte) 0);
            Files.write(segment(), torn);
            assertEquals(List.of("one", "two"), replay(), "zeros from " + cut);
        }
    }

    @Test
    void nothingIsWrittenBehindTornOrDamagedRecords() throws IOException {
        byte[] torn = Files.readAllBytes(segment());
        Arrays.fill(torn, end - 1, torn.length, (byte) 0);
        byte[] damaged = Files.readAllBytes(segment());
        damaged[secondStart] ^= 0x20;

        for (byte[] octets : List.of(torn, damaged)) {
            Files.write(segment(), octets);
            try (Journal journal = open(new RealDisk())) {
                journal.commit(mail.to("bob@a.example"), TestMail.body("four"));
                assertEquals(2, journal.segmentsInUse());
            }
            assertArrayEquals(octets, Files.readAllBytes(segment()));
            Files.delete(work.resolve("journal").resolve("00000002.journal"));
        }
    }

    @Test
    void aDamagedRecordInTheMiddleIsSetAsideAndTheRestUsed() throws IOException {
        byte[] octets = Files.readAllBytes(segment());
        for (int index = secondStart; index < thirdStart; index++) {
            byte[] damaged = octets.clone();
            damaged[index] ^= 0x20;
            Files.write(segment(), damaged);
            assertEquals(List.of("one", "three"), replay(), "damaged at " + index);
        }
        assertEquals(Set.of("journal-1-" + secondStart), names(work.resolve("corrupt")));
        assertTrue(log.lines().stream().anyMatch(line -> line.contains("journal damaged")));
    }

    @Test
    void aDamagedHeaderHasASecondCopy() throws IOException {
        byte[] octets = Files.readAllBytes(segment());
        Arrays.fill(octets, 0, 512, (byte) 0x55);
        Files.write(segment(), octets);

        assertEquals(List.of("one", "two", "three"), replay());
    }

    @Test
    void whatIsNoSegmentIsSetAside() throws IOException {
        Path journal = work.resolve("journal");
        Files.writeString(journal.resolve("notes.txt"), "mine");
        Files.createSymbolicLink(journal.resolve("00000077.journal"), work.resolve("elsewhere"));
        Files.createDirectory(journal.resolve("00000078.journal"));
        Files.write(journal.resolve("00000079.journal"), noise(new Random(5), 8192));

        assertEquals(List.of("one", "two", "three"), replay());

        assertEquals(
                Set.of("notes.txt", "00000077.journal", "00000078.journal", "00000079.journal"),
                names(work.resolve("corrupt")));
    }

    @Test
    void aFileWhoseMakingWasCutShortIsRemoved() throws IOException {
        Path unfinished = work.resolve("journal").resolve("00000080.journal");
        Files.write(unfinished, new byte[4096]);
        Path empty = Files.createFile(work.resolve("journal").resolve("00000081.journal"));

        assertEquals(List.of("one", "two", "three"), replay());

        assertTrue(Files.notExists(unfinished));
        assertTrue(Files.notExists(empty));
    }

    @Test
    void aRecordInsideAMessageIsTextAndNoRecord() throws IOException {
        byte[] segment = Files.readAllBytes(segment());
        String forged =
                new String(segment, thirdStart, end - thirdStart, StandardCharsets.ISO_8859_1);
        try (Journal journal = open(new RealDisk())) {
            journal.commit(mail.to("bob@a.example"), TestMail.body(forged));
        }

        assertEquals(List.of("one", "two", "three", forged), replay());
    }

    @Test
    void noiseAnywhereNeverStopsTheStart() throws IOException {
        byte[] whole = Files.readAllBytes(segment());
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] damaged = whole.clone();
            for (int hits = random.nextInt(8); hits >= 0; hits--) {
                byte[] noise = noise(random, 1 + random.nextInt(64));
                int index = random.nextInt(end + 100);
                System.arraycopy(noise, 0, damaged, index, noise.length);
            }
            Files.write(segment(), damaged);

            List<String> replayed = replay();

            assertTrue(List.of("one", "two", "three").containsAll(replayed), "seed " + seed);
            restore(whole);
        }
    }

    private void restore(byte[] whole) throws IOException {
        try (var files = Files.list(work.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.write(work.resolve("journal").resolve("00000001.journal"), whole);
    }

    private static byte[] noise(Random random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private List<String> replay() throws IOException {
        try (Journal journal = open(new RealDisk())) {
            return TestMail.texts(journal.replayed());
        }
    }

    private Journal open(Disk disk) throws IOException {
        return Journal.open(new WorkFolders(work), disk, SMALL, new Random(3), _ -> {}, log);
    }

    private Path segment() {
        return work.resolve("journal").resolve("00000001.journal");
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
