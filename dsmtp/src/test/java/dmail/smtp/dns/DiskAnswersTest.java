package dmail.smtp.dns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered on disk, and what becomes of a file that isn't as it was written. */
class DiskAnswersTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Question MX = new Question(DnsRecordType.MX, "example.com");
    private static final Question AAAA = new Question(DnsRecordType.AAAA, "mx1.example.com");
    private static final List<RecordData> EXCHANGERS =
            List.of(
                    new RecordData.Exchanger(10, "mx1.example.com"),
                    new RecordData.Exchanger(20, "mx2.example.com"));
    private static final List<RecordData> ADDRESSES =
            List.of(
                    new RecordData.Address(InetAddress.ofLiteral("2001:db8::1")),
                    new RecordData.Address(InetAddress.ofLiteral("2001:db8::2")));

    private final FakeClock clock = FakeClock.atNoon();
    private final MemoryLog log = new MemoryLog();
    private @TempDir Path folder;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("dns.cache");
    }

    private DiskAnswers open() {
        return new DiskAnswers(new DiskFile(file, new DnsLog(log)), clock);
    }

    private static Answer.Found found(List<RecordData> data) {
        return new Answer.Found(data, Duration.ofHours(1));
    }

    private void write() {
        DiskAnswers answers = open();
        answers.keep(MX, found(EXCHANGERS));
        answers.keep(AAAA, found(ADDRESSES));
        answers.close();
    }

    private static Optional<LastGoodAnswer> of(List<RecordData> data, Instant since) {
        return Optional.of(new LastGoodAnswer(data, since));
    }

    @Test
    void answersOutliveTheProcessAndTheirAgeCounts() {
        write();
        clock.advance(Duration.ofDays(29));
        assertEquals(of(EXCHANGERS, NOON), open().find(MX));
        assertEquals(of(ADDRESSES, NOON), open().find(AAAA));
        clock.advance(Duration.ofDays(1).plusSeconds(1));
        assertEquals(Optional.empty(), open().find(MX));
        assertEquals(List.of(), log.lines());
    }

    @Test
    void theFileCanBeRead() throws IOException {
        write();
        assertEquals(
                """
                dmail-dns 1
                MX 1795262400 example.com 10 mx1.example.com,20 mx2.example.com
                AAAA 1795262400 mx1.example.com 2001:db8:0:0:0:0:0:1,2001:db8:0:0:0:0:0:2
                """,
                Files.readString(file).replaceFirst("end 2 [0-9a-f]{1,8}\n$", ""));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.exists(folder.resolve("dns.cache.new")));
    }

    @Test
    void aConfirmedAnswerIsYoungAgain() {
        DiskAnswers answers = open();
        answers.keep(MX, found(EXCHANGERS));
        clock.advance(Duration.ofDays(20));
        answers.keep(MX, found(EXCHANGERS));
        clock.advance(Duration.ofDays(20));
        assertEquals(of(EXCHANGERS, NOON.plus(Duration.ofDays(20))), answers.find(MX));
    }

    @Test
    void aNewAnswerTakesTheOldOnesPlace() {
        DiskAnswers answers = open();
        answers.keep(MX, found(EXCHANGERS));
        answers.keep(MX, found(EXCHANGERS.subList(0, 1)));
        assertEquals(of(EXCHANGERS.subList(0, 1), NOON), answers.find(MX));
        assertEquals(1, answers.count());
    }

    @Test
    void savesNowAndThenWithoutBeingTold() {
        DiskAnswers answers = open();
        answers.keep(MX, found(EXCHANGERS));
        assertFalse(Files.exists(file), "not each answer");
        clock.advance(Duration.ofMinutes(5));
        answers.keep(AAAA, found(ADDRESSES));
        assertEquals(of(EXCHANGERS, NOON), open().find(MX));
    }

    @Test
    void savesOnlyWhatIsNew() throws IOException {
        write();
        Files.delete(file);
        DiskAnswers answers = open();
        answers.close();
        assertFalse(Files.exists(file));
    }

    /** Each octet in turn is changed; then the file is cut at each length. */
    @Test
    void aDamagedFileIsThrownAwayAsAWhole() throws IOException {
        write();
        byte[] good = Files.readAllBytes(file);
        IntStream.range(0, good.length)
                .forEach(i -> {
                    byte[] damaged = good.clone();
                    damaged[i] ^= 1;
                    assertThrownAway(damaged);
                });
        IntStream.range(0, good.length).forEach(i -> assertThrownAway(Arrays.copyOf(good, i)));
        assertEquals(
                "warning: - dns cache discarded file=" + file + " reason=\"it is damaged\"",
                log.lines().getLast());
        write();
        assertArrayEquals(good, Files.readAllBytes(file), "it is made again");
    }

    private void assertThrownAway(byte[] octets) {
        try {
            Files.write(file, octets);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        assertEquals(0, open().count(), () -> new String(octets, StandardCharsets.ISO_8859_1));
        assertFalse(Files.exists(file));
    }

    @Test
    void anotherVersionsFileIsThrownAway() throws IOException {
        Files.writeString(file, "dmail-dns 2\nend 0 0\n");
        assertEquals(0, open().count());
        assertFalse(Files.exists(file));
    }

    @Test
    void whatIsNoPlainFileIsThrownAwayAndNothingBehindIt() throws IOException {
        write();
        Path target = folder.resolve("target");
        Files.move(file, target);
        Files.createSymbolicLink(file, target);
        assertEquals(0, open().count());
        assertFalse(Files.exists(file, LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.exists(target));

        Files.createDirectory(file);
        assertEquals(0, open().count());
        write();
        assertEquals(2, open().count());
    }

    @Test
    void aLinkIsNotWrittenThrough() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(folder.resolve("dns.cache.new"), victim);
        write();
        assertEquals("precious", Files.readString(victim));
        assertEquals(2, open().count());
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNoHarm() throws IOException {
        file = folder.resolve("gone").resolve("dns.cache");
        DiskAnswers answers = open();
        answers.keep(MX, found(EXCHANGERS));
        answers.close();
        assertEquals(of(EXCHANGERS, NOON), answers.find(MX));
        assertEquals(
                "warning: - dns cache not saved file="
                        + file
                        + " reason=\""
                        + file
                        + ".new: No such file or folder\"",
                log.lines().getLast());
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Files.write(file, new byte[(8 << 20) + 1]);
        assertEquals(0, open().count());
        assertFalse(Files.exists(file));
    }

    /** Those that were confirmed longest ago make room. */
    @Test
    void keepsABoundedNumber() throws IOException {
        DiskAnswers answers = open();
        for (int i = 0; i < 100_000; i++) {
            answers.keep(new Question(DnsRecordType.MX, "d" + i + ".example"), found(EXCHANGERS));
        }
        answers.close();
        assertEquals(DiskAnswers.MOST, answers.count());
        assertEquals(
                Optional.empty(), answers.find(new Question(DnsRecordType.MX, "d79999.example")));
        assertEquals(
                of(EXCHANGERS, NOON),
                answers.find(new Question(DnsRecordType.MX, "d80000.example")));
        assertTrue(Files.size(file) < DiskAnswers.MOST_OCTETS);
        assertEquals(DiskAnswers.MOST, open().count());
    }

    /** A name server of a spammer's can answer with long lists of long names. */
    @Test
    void keepsABoundedNumberOfOctets() throws IOException {
        List<RecordData> longList =
                IntStream.range(0, 100)
                        .<RecordData>mapToObj(
                                i -> new RecordData.Exchanger(i, "x".repeat(60) + ".example"))
                        .toList();
        DiskAnswers answers = open();
        for (int i = 0; i < 10_000; i++) {
            answers.keep(new Question(DnsRecordType.MX, "d" + i + ".example"), found(longList));
        }
        answers.close();
        assertTrue(Files.size(file) <= DiskAnswers.MOST_OCTETS + 100);
        assertTrue(answers.count() > 1000, () -> "only " + answers.count());
    }
}
