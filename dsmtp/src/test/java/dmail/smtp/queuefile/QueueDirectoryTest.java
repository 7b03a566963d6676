package dmail.smtp.queuefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.TestMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueueDirectoryTest {
    private static final Instant NOON = TestMessages.NOON;
    private static final QueueId ID = new QueueId("0123456789ABCD");
    private static final String TEXT =
            """
            DMail-Queue-File: 2
            id: 0123456789ABCD
            due: 2026-11-21T12:01:00Z
            held: n
            noticed: n
            accepted: 2026-11-21T12:00:00Z
            sender: <alice@host.example>
            flags: 8bitmime
            ret: HDRS
            envid: QQ314159
            listener: mx
            reached: 192.0.2.1
            client: 2001:db8:0:0:0:0:0:7
            login: alice+20smith
            group:
            trusted:
            recipient: <bob@a.example>
            done: n
            attempts: 000001
            next: 2026-11-21T12:01:00Z
            status: 4.3.0
            reason: drop file is locked by pid 17
            host:
            reply:
            recipient: <"c d"@a.example>
            done: n
            attempts: 000000
            next: 2026-11-21T12:01:00Z
            status: 4.3.0
            reason: not tried yet
            host:
            reply:
            size: 7

            hello\r
            """;

    @TempDir private Path work;
    private Path folder = Path.of("unset");
    private QueueDirectory directory = new QueueDirectory(folder);

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(work.resolve("queue"));
        directory = new QueueDirectory(folder);
    }

    @Test
    void aMessageIsATextThatAnAdministratorCanRead() throws IOException {
        directory.store(TestMessages.message(ID));

        assertEquals(TEXT, Files.readString(folder.resolve(ID.text())));
        assertEquals(1, files().size(), "no temporary file is left");
    }

    @Test
    void aMessageIsReadBackAsItWas() throws IOException {
        directory.store(TestMessages.message(ID));

        QueuedMessage read = TestMessages.understood(directory.read(file()));

        assertEquals(TestMessages.message(ID).envelope(), read.envelope());
        assertEquals(TestMessages.message(ID).recipients(), read.recipients());
        assertEquals(TestMessages.message(ID).due(), read.due());
        try (InputStream body = read.body().open()) {
            assertEquals("hello\r\n", new String(body.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aMessageTakesThePlaceOfItsFormerSelf() throws IOException {
        directory.store(TestMessages.message(ID));
        QueuedMessage before = TestMessages.understood(directory.read(file()));
        List<RecipientStatus> left =
                List.of(
                        before.recipients()
                                .getFirst()
                                .failed(DeliveryStatus.localFailure("disk full"), NOON)
                                .withNotice());

        directory.store(before.after(left));

        QueuedMessage after = TestMessages.understood(directory.read(file()));
        assertEquals(left, after.recipients());
        assertTrue(after.recipients().getFirst().noticed());
        assertEquals(2, after.attempts());
        try (InputStream body = after.body().open()) {
            assertEquals("hello\r\n", new String(body.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aRecipientIsDoneInPlaceAndIsLeftOutFromThenOn() throws IOException {
        directory.store(TestMessages.message(ID));

        directory.done(ID, fields(), List.of(0));

        assertEquals(TEXT.replaceFirst("done: n", "done: y"), Files.readString(file()));
        QueuedMessage read = TestMessages.understood(directory.read(file()));
        assertEquals(TestMessages.message(ID).recipients().subList(1, 2), read.recipients());
        assertEquals(1, read.envelope().recipients().size());
    }

    @Test
    void marksOfThoseThatAreLeftGoOnToFit() throws IOException {
        directory.store(TestMessages.message(ID));
        directory.done(ID, fields(), List.of(0));

        directory.done(ID, fields(), List.of(0));

        assertEquals(new QueueFileReading.Finished(), directory.read(file()));
    }

    @Test
    void anAttemptIsCountedInPlace() throws IOException {
        directory.store(TestMessages.message(ID));

        Instant next = NOON.plusSeconds(7260).plusMillis(9);
        directory.postpone(ID, fields(), next, Map.of(1, tried(70, next)));

        assertEquals(
                TEXT.replace("due: 2026-11-21T12:01:00Z", "due: 2026-11-21T14:01:01Z")
                        .replace(
                                "000000\nnext: 2026-11-21T12:01:00Z",
                                "000070\nnext: 2026-11-21T14:01:01Z"),
                Files.readString(file()));
        QueuedMessage read = TestMessages.understood(directory.read(file()));
        assertEquals(70, read.attempts());
        assertEquals(TestMessages.DUE, read.recipients().getFirst().due());
        assertEquals(NOON.plusSeconds(7261), read.recipients().getLast().due());
    }

    private static RecipientStatus tried(int attempts, Instant next) {
        return new RecipientStatus(
                TestMessages.message(ID).recipients().getLast().recipient(),
                attempts,
                DeliveryStatus.localFailure("disk full"),
                next);
    }

    @Test
    void attemptsBeyondCountingStayWhatTheyAre() throws IOException {
        directory.store(TestMessages.message(ID));

        directory.postpone(ID, fields(), NOON, Map.of(0, tried(1_000_000, NOON)));

        assertEquals(999_999, TestMessages.understood(directory.read(file())).attempts());
    }

    @Test
    void aMessageIsHeldInPlace() throws IOException {
        directory.store(TestMessages.message(ID));

        directory.hold(ID, fields(), true);
        assertTrue(TestMessages.understood(directory.read(file())).held());

        directory.hold(ID, fields(), false);
        assertEquals(TEXT, Files.readString(file()));
    }

    /** What an administrator makes of the file between reading and marking. */
    @ParameterizedTest
    @CsvSource({
        "id: 0123456789ABCD, id: 0123456789ABCDE",
        "<bob@a.example>, <bobby@a.example>",
        "done: n, done:  n",
    })
    void aFileThatWasChangedMeanwhileIsNotMarked(String before, String after) throws IOException {
        directory.store(TestMessages.message(ID));
        InPlaceFields fields = fields();
        Files.writeString(file(), TEXT.replace(before, after));

        assertThrows(IOException.class, () -> directory.done(ID, fields, List.of(0)));

        assertEquals(TEXT.replace(before, after), Files.readString(file()));
    }

    @Test
    void aFileThatWasCutOffMeanwhileIsNotMarked() throws IOException {
        directory.store(TestMessages.message(ID));
        InPlaceFields fields = fields();
        Files.writeString(file(), "");

        assertThrows(IOException.class, () -> directory.done(ID, fields, List.of(0)));

        assertEquals("", Files.readString(file()));
    }

    @Test
    void manyRecipientsAreReadBack() throws IOException {
        List<RecipientStatus> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(TestMessages.status("user" + i + "@a.example", i, "reply " + i));
        }
        directory.store(
                QueuedMessage.of(
                        TestMessages.message(ID).envelope(),
                        many,
                        TestMessages.message(ID).body()));

        assertEquals(many, TestMessages.understood(directory.read(file())).recipients());
    }

    @Test
    void addressesOfAnyKindAreReadBackAsTheyCame() throws IOException {
        List<RecipientStatus> odd =
                List.of(
                        TestMessages.status("v".repeat(255) + "@" + "d.".repeat(123) + "x", 1, ""),
                        TestMessages.status(".x..y.@a.example", 1, ""),
                        TestMessages.status("\".x..y.\"@a.example", 1, ""));
        directory.store(
                QueuedMessage.of(
                        TestMessages.message(ID).envelope(), odd, TestMessages.message(ID).body()));

        QueuedMessage read = TestMessages.understood(directory.read(file()));

        assertEquals(odd.toString(), read.recipients().toString());
    }

    @Test
    void aReplyCannotAddLines() throws IOException {
        List<RecipientStatus> odd =
                List.of(TestMessages.status("bob@a.example", 1, "no\r\nsize: 0\n\nrecipient: x"));
        directory.store(
                QueuedMessage.of(
                        TestMessages.message(ID).envelope(), odd, TestMessages.message(ID).body()));

        QueuedMessage read = TestMessages.understood(directory.read(file()));

        assertEquals("no size: 0 recipient: x", read.recipients().getFirst().last().text());
    }

    @Test
    void aMessageThatWasTakenAwayIsNoFailure() throws IOException {
        assertThrows(NoSuchFileException.class, () -> directory.read(file()));
        assertFalse(directory.has(ID));
        directory.remove(file());
    }

    @Test
    void whenAMessageCannotBeWrittenNothingHasChanged() throws IOException {
        directory.store(TestMessages.message(ID));
        Body broken = new FileBody(work.resolve("not there"), 0, 7);

        assertThrows(
                IOException.class,
                () ->
                        directory.store(
                                QueuedMessage.of(
                                        TestMessages.message(ID).envelope(),
                                        TestMessages.message(ID).recipients(),
                                        broken)));

        assertEquals(TEXT, Files.readString(folder.resolve(ID.text())));
        assertEquals(1, files().size());
    }

    @Test
    void unfinishedFilesAreRemovedAtAStartAndNeverTakenForMessages() throws IOException {
        Files.writeString(folder.resolve(".new-" + ID), "DMail-Queue-");
        directory.store(TestMessages.message(ID));
        Files.writeString(folder.resolve(".new-" + ID), "DMail-Queue-");

        List<String> seen = new ArrayList<>();
        directory.forEach(file -> seen.add(file.getFileName().toString()));
        assertEquals(List.of(ID.text()), seen);

        directory.removeUnfinished(_ -> {});
        assertEquals(List.of(ID.text()), files());
    }

    /** What is replaced in the good text, by what, and what is said about it. */
    @ParameterizedTest
    @CsvSource({
        "File: 2, File: 3, no envelope of a known version",
        "DMail-Queue-File, Return-Path, no envelope of a known version",
        "id: 0123456789ABCD, id: 0123456789ABCE, named other than its id",
        "id: 0, id: ../../../etc/0, no envelope of a known version",
        "accepted: 2026, accepted: yesterday, no envelope of a known version",
        "due: 2026-11, due: 2026_11, no envelope of a known version",
        "<alice@host.example>, alice@host.example, no envelope of a known version",
        "<bob@a.example>, <bob>, no envelope of a known version",
        "attempts: 000001, attempts: -00001, no envelope of a known version",
        "attempts: 000000, attempts: many, no envelope of a known version",
        "done: n, done: d, no envelope of a known version",
        "held: n, held: no, no envelope of a known version",
        "noticed: n, noticed:, no envelope of a known version",
        "reason: drop, answer: drop, no envelope of a known version",
        "status: 4.3.0, status: 4.3, no envelope of a known version",
        "ret: HDRS, ret: SOME, no envelope of a known version",
        "size: 7, size: 8, body longer or shorter than its size",
        "size: 7, size: 6, body longer or shorter than its size",
        "size: 7, size: -7, no envelope of a known version",
        "size: 7, size: 99999999999999999999, no envelope of a known version",
        "recipient, recipients, no envelope of a known version",
        "next: 2026, next: 2O26, no envelope of a known version",
        "next: 2026-11, next: +999999999999-11, no envelope of a known version",
        "next: , when: , no envelope of a known version",
        "listener: mx, listener: m x, no envelope of a known version",
        "listener: mx, listener: m+0, no envelope of a known version",
        "login: alice+20smith, login: alice+FF, no envelope of a known version",
        "reached: , client: , no envelope of a known version",
        "group:, groups:, no envelope of a known version",
        "<bob@a.example>, <bob@a.example> BINDING=, no envelope of a known version",
        "<bob@a.example>, <bob@a.example> BINDING=a:b, no envelope of a known version",
        "<bob@a.example>, <bob@a.example> BINDING=a+1Bb, no envelope of a known version",
        "<bob@a.example>, <bob@a.example> GROUP=a+20b, no envelope of a known version",
    })
    void aDamagedFileIsToldFromAMessage(String good, String bad, String why) throws IOException {
        Files.writeString(folder.resolve(ID.text()), TEXT.replace(good, bad));

        assertEquals(new QueueFileReading.Damaged(why), directory.read(file()));
    }

    @Test
    void whatIsNoPlainFileIsDamaged() throws IOException {
        Files.writeString(work.resolve("elsewhere"), TEXT);
        Files.createSymbolicLink(folder.resolve(ID.text()), work.resolve("elsewhere"));
        QueueFileReading.Damaged expected = new QueueFileReading.Damaged("not a plain file");

        assertEquals(expected, directory.read(file()));

        Files.delete(folder.resolve(ID.text()));
        Files.createDirectory(folder.resolve(ID.text()));
        assertEquals(expected, directory.read(file()));
    }

    @Test
    void noOctetsMakeTheReaderFail() throws IOException {
        byte[] good = TEXT.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(23);
        for (int i = 0; i < 1000; i++) {
            byte[] octets = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int hits = random.nextInt(4); hits > 0 && octets.length > 0; hits--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            Files.write(folder.resolve(ID.text()), octets);

            switch (directory.read(file())) {
                case QueueFileReading.Understood(QueuedMessage message, _) ->
                        assertEquals(ID, message.envelope().id());
                case QueueFileReading.Finished() ->
                        assertTrue(octets.length >= good.length - 30, "lines are missing");
                case QueueFileReading.Damaged(String why) -> assertFalse(why.isEmpty());
            }
        }
    }

    @Test
    void anEndlessEnvelopeIsDamaged() throws IOException {
        Files.write(folder.resolve(ID.text()), new byte[200_000]);

        assertInstanceOf(QueueFileReading.Damaged.class, directory.read(file()));
    }

    private Path file() {
        return folder.resolve(ID.text());
    }

    private InPlaceFields fields() throws IOException {
        return assertInstanceOf(QueueFileReading.Understood.class, directory.read(file())).fields();
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
