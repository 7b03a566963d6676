package dmail.smtp.queuefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import dmail.smtp.message.TestMessages;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of queue files, and what a message knows of its way here and its way on. */
final class QueueFormTest {
    private static final QueueId ID = new QueueId("0123456789ABCD");

    /** As the version before wrote it: one is done, two are left. */
    private static final String VERSION_1 =
            """
            DMail-Queue-File: 1
            id: 0123456789ABCD
            due: 2026-11-21T12:01:00Z
            held: n
            noticed: y
            accepted: 2026-11-21T12:00:00Z
            sender: <alice@host.example>
            flags: 8bitmime
            ret: HDRS
            envid: QQ314159
            recipient: <bob@a.example> NOTIFY=FAILURE
            done: n
            attempts: 000003
            status: 4.2.1
            reason: the host said no for now
            host: mx.a.example [192.0.2.1]
            reply: 450 4.2.1 Mailbox busy
            recipient: <carol@b.example>
            done: y
            attempts: 000000
            status: 4.3.0
            reason: not tried yet
            host:
            reply:
            recipient: <dave@c.example>
            done: n
            attempts: 000000
            status: 4.3.0
            reason: not tried yet
            host:
            reply:
            size: 7

            hello\r
            """;

    private final QueueDirectory directory;
    private final Path file;

    QueueFormTest(@TempDir Path folder) {
        directory = new QueueDirectory(folder);
        file = folder.resolve(ID.text());
    }

    @Test
    void bi38_aFileOfVersion1IsReadAndItsBindingsAreNotDecided() throws IOException {
        Files.writeString(file, VERSION_1);

        QueuedMessage read = TestMessages.understood(directory.read(file));

        assertSame(Reception.NONE, read.envelope().reception());
        assertEquals(2, read.recipients().size());
        for (RecipientStatus status : read.recipients()) {
            assertEquals(TestMessages.DUE, status.due(), "the message's");
            assertFalse(status.recipient().choice().isDecided());
            assertTrue(status.recipient().choice().isDefault());
        }
        assertEquals(3, read.attempts());
    }

    @Test
    void bi38_aFileOfVersion1IsWrittenAsVersion2WithNothingLost() throws IOException {
        Files.writeString(file, VERSION_1);
        QueuedMessage old = TestMessages.understood(directory.read(file));

        directory.store(old);

        assertTrue(Files.readString(file).startsWith("DMail-Queue-File: 2\n"));
        QueuedMessage now = TestMessages.understood(directory.read(file));
        assertEquals(old.envelope(), now.envelope());
        assertEquals(old.recipients(), now.recipients());
        assertEquals(old.held(), now.held());
        assertEquals(old.due(), now.due());
    }

    /** So that no room on the disk is needed as long as all are due at the same time. */
    @Test
    void bi38_aFileOfVersion1IsChangedInPlaceWhileItHasRoomForAll() throws IOException {
        Files.writeString(file, VERSION_1);
        QueueFileReading.Understood old = (QueueFileReading.Understood) directory.read(file);
        Instant next = TestMessages.DUE.plusSeconds(3600);
        RecipientStatus dave = old.message().recipients().get(1);
        RecipientStatus tried = dave.failed(dave.last(), next);

        directory.done(ID, old.fields(), List.of(0));
        directory.hold(ID, old.fields(), true);
        directory.postpone(ID, old.fields(), next, Map.of(1, tried));

        assertEquals(
                VERSION_1
                        .replaceFirst("done: n", "done: y")
                        .replace("held: n", "held: y")
                        .replaceFirst("due: 2026-11-21T12", "due: 2026-11-21T13")
                        .replaceFirst("(?s)(dave.*)attempts: 000000", "$1attempts: 000001"),
                Files.readString(file));
        assertEquals(
                next, TestMessages.understood(directory.read(file)).recipients().getFirst().due());

        QueuedMessage alike = old.message();
        assertTrue(old.fields().haveRoomFor(alike));
        assertFalse(
                old.fields()
                        .haveRoomFor(alike.after(List.of(alike.recipients().getFirst(), tried))));
    }

    @Test
    void bi38_version2ComesBackAsItWas() throws IOException {
        QueuedMessage plain = TestMessages.message(ID);
        List<RecipientStatus> chosen = new ArrayList<>();
        for (BindingChoice choice :
                List.of(
                        new BindingChoice("bulk", "pool", "/etc/dmail.conf:7"),
                        new BindingChoice("sørlandet", "", "domain_group <shop=a+b>"),
                        BindingChoice.DEFAULT,
                        BindingChoice.UNDECIDED)) {
            Recipient to = plain.recipients().getFirst().recipient().by(choice);
            Instant due = TestMessages.NOON.plusSeconds(1000 - chosen.size());
            chosen.add(RecipientStatus.untried(to, due));
        }
        Recipient rerouted =
                chosen.getFirst()
                        .recipient()
                        .at(
                                new Target.Through(
                                        EmailAddress.parse("a=b@far.example").orElseThrow(),
                                        new Domain("backup.example")));
        chosen.add(RecipientStatus.untried(rerouted, TestMessages.NOON.plusSeconds(1000)));

        directory.store(plain.after(chosen));

        QueuedMessage read = TestMessages.understood(directory.read(file));
        assertEquals(chosen, read.recipients());
        assertEquals(plain.envelope().reception(), read.envelope().reception());
        assertEquals(TestMessages.NOON.plusSeconds(997), read.due(), "the earliest");
    }

    /** One of them is done, and his letter stays, as the lines do. */
    @Test
    void momN20_ofWhichDelaysTheSenderKnowsIsStored() throws IOException {
        QueuedMessage plain = TestMessages.message(ID);
        RecipientStatus silent = plain.recipients().getFirst();
        directory.store(
                plain.after(List.of(silent, silent.withNotice(), silent, silent.withNotice())));

        QueueFileReading.Understood read = (QueueFileReading.Understood) directory.read(file);
        assertEquals(List.of(false, true, false, true), noticed(read.message()));
        assertTrue(Files.readString(file).contains("\nnoticed: nyny\n"));
        directory.done(ID, read.fields(), List.of(1));
        assertEquals(
                List.of(false, false, true),
                noticed(TestMessages.understood(directory.read(file))));
        Files.writeString(file, Files.readString(file).replace("nyny", "y"));
        assertEquals(
                List.of(true, true, true), noticed(TestMessages.understood(directory.read(file))));
        for (String odd : List.of("nyn", "nyxy", "")) {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst("\nnoticed:.*\n", "\nnoticed: " + odd + "\n"));
            assertInstanceOf(QueueFileReading.Damaged.class, directory.read(file), odd);
        }
    }

    private static List<Boolean> noticed(QueuedMessage message) {
        return message.recipients().stream().map(RecipientStatus::noticed).toList();
    }

    /** A login may be any text: it can add no lines and no words. */
    @Test
    void whatClientsSayCannotAddLines() throws IOException {
        Reception odd =
                new Reception(
                        "mx@*",
                        Optional.empty(),
                        Optional.of(InetAddress.ofLiteral("192.0.2.9")),
                        "a\r\nsize: 0\n\nrecipient: <x> BINDING=\0\u001b[2J",
                        "gruppe ä",
                        false);
        QueuedMessage plain = TestMessages.message(ID);
        directory.store(
                new QueuedMessage(
                        plain.envelope().over(odd),
                        plain.due(),
                        plain.held(),
                        plain.recipients(),
                        plain.body()));

        assertEquals(odd, TestMessages.understood(directory.read(file)).envelope().reception());
        assertTrue(Files.readString(file).lines().allMatch(line -> !line.contains("\u001b")));
    }

    /** What isn't an address is left out: the mail is worth more. */
    @Test
    void aReceptionWithoutAddressesIsMailAllTheSame() throws IOException {
        directory.store(TestMessages.message(ID));
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("reached: .*", "reached: host.example")
                        .replaceFirst("client: .*", "client: " + "9".repeat(100_000)));

        Reception read = TestMessages.understood(directory.read(file)).envelope().reception();

        assertEquals(Optional.empty(), read.reached());
        assertEquals(Optional.empty(), read.client());
        assertEquals("mx", read.listener());
    }

    /** The power failed while both lines were overwritten. */
    @Test
    void aDueTimeThatIsHalfWrittenIsThatOfTheMessage() throws IOException {
        directory.store(TestMessages.message(ID));
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("next: 2026-11-21T12:01", "next: 2026-02-31T12:01"));

        QueuedMessage read = TestMessages.understood(directory.read(file));

        assertEquals(TestMessages.DUE, read.recipients().getFirst().due());
    }

    @Test
    void thoseWhoAreDueAreTriedAndAllWhenNobodyIs() {
        QueuedMessage plain = TestMessages.message(ID);
        Recipient to = Recipient.of(EmailAddress.parse("bob@a.example").orElseThrow());
        QueuedMessage message =
                plain.after(
                        List.of(
                                RecipientStatus.untried(to, TestMessages.DUE.plusSeconds(1)),
                                RecipientStatus.untried(to, TestMessages.DUE),
                                RecipientStatus.untried(to, TestMessages.DUE.plusSeconds(2))));

        assertEquals(TestMessages.DUE, message.due());
        assertEquals(List.of(1), message.dueAt(TestMessages.DUE));
        assertEquals(List.of(0, 1), message.dueAt(TestMessages.DUE.plusSeconds(1)));
        assertEquals(List.of(1), message.dueAt(TestMessages.NOON), "the clock was set back");
        QueuedMessage edited =
                new QueuedMessage(
                        message.envelope(),
                        TestMessages.NOON,
                        message.held(),
                        message.recipients(),
                        message.body());
        assertEquals(List.of(0, 1, 2), edited.dueAt(TestMessages.NOON), "by an administrator");
    }
}
