package dmail.smtp.delivery.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.dropfile.DropLocks;
import dmail.common.dropfile.LockSettings;
import dmail.common.io.FileServerFolders;
import dmail.common.io.Owner;
import dmail.common.login.Account;
import dmail.common.login.MailDomain;
import dmail.common.login.Mailbox;
import dmail.common.mbox.Arrivals;
import dmail.common.mbox.CollectedLedger;
import dmail.common.mbox.DropLimit;
import dmail.common.mbox.MboxAppender;
import dmail.common.mbox.TraceHeader;
import dmail.common.testing.MemoryLog;
import dmail.smtp.delivery.MailboxCopy;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.ReversePath;
import dmail.smtp.policy.MailboxLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFileDelivererTest {
    private static final Instant ACCEPTED = Instant.parse("1998-12-05T20:37:48Z");
    private static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");
    private static final String ONE = "0000000000000A";
    private static final String TWO = "0000000000000B";
    private static final Outcome DELIVERED = new Outcome.Delivered();

    private final MemoryLog log = new MemoryLog();
    @TempDir private Path folder;
    private Path drop;
    private CollectedLedger ledger;

    @BeforeEach
    void nameTheDrop() throws IOException {
        folder = Files.createDirectory(folder.toRealPath().resolve("mail"));
        drop = folder.resolve("bob");
        ledger = new CollectedLedger(folder.resolveSibling("."));
    }

    @Test
    void writesTheSenderTheLocalDateAndTheMessage() throws IOException {
        assertEquals(List.of(DELIVERED), deliver(drop, copy(ONE, "hello\r\n", false)));

        assertEquals(
                """
                From ann@far.example Sun Dec 06 09:37:48 1998
                Return-Path: <ann@far.example>
                Received: from far.example ([198.51.100.7])
                \tby mail.test.example (DSMTP 4.0.0) with ESMTP id 0000000000000A;
                \tSun, 06 Dec 1998 09:37:48 +1300
                Subject: hi

                hello

                """,
                Files.readString(drop, ISO_8859_1));
        assertEquals(List.of(), log.lines());
    }

    @Test
    void writesTheNullReversePath() throws IOException {
        MailboxCopy report =
                new MailboxCopy(
                        new QueueId(ONE),
                        ReversePath.NULL,
                        ACCEPTED,
                        MemoryBody.of(new byte[] {'x'}),
                        false);

        assertEquals(List.of(DELIVERED), deliver(drop, report));

        assertEquals(
                "From MAILER-DAEMON Sun Dec 06 09:37:48 1998\nReturn-Path: <>\nx\n\n",
                Files.readString(drop, ISO_8859_1));
    }

    @Test
    void deliversWhatIsMissingAfterACrashAndNothingTwice() throws IOException {
        deliver(drop, copy(ONE, "one\r\n", false));
        String one = Files.readString(drop, ISO_8859_1);
        ledger.append(drop, List.of("0000000000000C"));
        MailboxCopy collected = copy("0000000000000C", "three\r\n", true);

        List<Outcome> outcomes =
                deliver(drop, copy(ONE, "one\r\n", true), copy(TWO, "two\r\n", true), collected);

        assertEquals(List.of(DELIVERED, DELIVERED, DELIVERED), outcomes);
        assertEquals(
                one + one.replace(ONE, TWO).replace("one", "two"),
                Files.readString(drop, ISO_8859_1));
    }

    @Test
    void believesAFreshMessageToBeFresh() throws IOException {
        deliver(drop, copy(ONE, "one\r\n", false));
        String one = Files.readString(drop, ISO_8859_1);

        deliver(drop, copy(ONE, "one\r\n", false));

        assertEquals(one + one, Files.readString(drop, ISO_8859_1));
    }

    @Test
    void replacesHalfAMessage() throws IOException {
        deliver(drop, copy(ONE, "one\r\n", false));
        String one = Files.readString(drop, ISO_8859_1);
        Files.writeString(drop, one.substring(0, one.length() / 2), ISO_8859_1);

        assertEquals(List.of(DELIVERED), deliver(drop, copy(ONE, "one\r\n", true)));

        assertEquals(one, Files.readString(drop, ISO_8859_1));
    }

    @Test
    void defersAndLogsWhereAFolderIsMissing() {
        Path elsewhere = folder.resolveSibling("gone").resolve("bob");

        String why = deferred(deliver(elsewhere, copy(ONE, "x", false)));

        assertEquals(elsewhere + ".lock: No such file or folder", why);
        assertEquals(List.of("error: - drop file not usable reason=\"" + why + "\""), log.lines());
    }

    @Test
    void makesHashedFoldersLikeTheDropFolder() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx--x"));
        Files.setAttribute(folder, "unix:mode", 02771);

        assertEquals(List.of(DELIVERED), deliver(folder.resolve("t/y/bob"), copy(ONE, "x", false)));

        for (String level : List.of("t", "t/y")) {
            int mode = (int) Files.getAttribute(folder.resolve(level), "unix:mode");
            assertEquals(02771, mode & 07777, level);
        }
        assertTrue(Files.exists(folder.resolve("t/y/bob")));
    }

    @Test
    void neverGoesThroughALinkedHashedFolder() throws IOException {
        Path outside = Files.createDirectory(folder.resolveSibling("outside"));
        Files.createSymbolicLink(folder.resolve("t"), outside);

        String why = deferred(deliver(folder.resolve("t/bob"), copy(ONE, "x", false)));

        assertEquals(folder.resolve("t") + ": is not a folder", why);
        assertEquals(false, Files.exists(outside.resolve("bob")));
    }

    @Test
    void defersWhatALinkWouldTakeElsewhere() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "secret");
        Files.createSymbolicLink(drop, victim);

        String why = deferred(deliver(drop, copy(ONE, "x", false)));

        assertEquals(drop + ": not a regular file", why);
        assertEquals("secret", Files.readString(victim));
        assertEquals(1, log.lines().size());
    }

    @Test
    void defersWhatExceedsDropMax() throws IOException {
        Files.writeString(drop, "From x Sat Dec 26 09:37:48 1998\n\n" + "x".repeat(990) + "\n\n");
        String before = Files.readString(drop);

        String why =
                deferred(
                        deliverer(DropLimit.ofKilobytes(1))
                                .deliver(mailbox(drop), List.of(copy(ONE, "x", false))));

        assertEquals(drop + ": would exceed drop_max of 1 KB", why);
        assertEquals(before, Files.readString(drop));
        assertEquals(List.of(), log.lines());
    }

    @Test
    void looksForItsOwnRemainsAfterAFailure() throws IOException {
        DropFileDeliverer deliverer = deliverer(DropLimit.NONE);
        MailboxCopy good = copy(ONE, "one\r\n", false);
        MailboxCopy unreadable =
                new MailboxCopy(
                        new QueueId(TWO),
                        ReversePath.NULL,
                        ACCEPTED,
                        new FileBody(folder.resolve("gone"), 0, 5),
                        false);

        List<Outcome> outcomes = deliverer.deliver(mailbox(drop), List.of(unreadable, good));

        assertInstanceOf(Outcome.Deferred.class, outcomes.get(0));
        assertEquals(DELIVERED, outcomes.get(1));
        String once = Files.readString(drop, ISO_8859_1);
        assertEquals(List.of(DELIVERED), deliverer.deliver(mailbox(drop), List.of(good)));
        assertEquals(once, Files.readString(drop, ISO_8859_1));
    }

    @Test
    void mendsATailOfNulsOnItsWay() throws IOException {
        deliver(drop, copy(ONE, "one\r\n", false));
        String one = Files.readString(drop, ISO_8859_1);
        Files.write(drop, new byte[4096], StandardOpenOption.APPEND);

        deliver(drop, copy(TWO, "one\r\n", false));

        assertEquals(one + one.replace(ONE, TWO), Files.readString(drop, ISO_8859_1));
    }

    @Test
    void aUsersQuotaCountsInPlaceOfDropMax() {
        MailboxCopy large = copy(ONE, "x".repeat(3000) + "\r\n", false);
        Mailbox plain = mailbox(drop);
        Mailbox wide =
                new Mailbox(plain.account(), "bob", drop, Owner.SERVER, Map.of("quota", "4k"));
        MailboxLimits oneKilobyte = new MailboxLimits(DropLimit.ofKilobytes(1), true);

        Outcome full = deliverer(oneKilobyte).deliver(plain, List.of(large)).getFirst();
        assertEquals(
                "5.2.2", assertInstanceOf(Outcome.Refused.class, full).why().status().toString());
        Outcome fits = deliverer(oneKilobyte).deliver(wide, List.of(large)).getFirst();
        assertEquals(new Outcome.Delivered(), fits);
        Outcome second = deliverer(oneKilobyte).deliver(wide, List.of(large)).getFirst();
        assertEquals(
                drop + ": would exceed quota of 4 KB",
                assertInstanceOf(Outcome.Refused.class, second).why().text());
    }

    @Test
    void mailInTheStoreLeavesLessRoomToTheDropFile() {
        MailboxCopy small = copy(ONE, "x\r\n", false);
        MailboxLimits almostFull =
                new MailboxLimits(DropLimit.ofKilobytes(9), false, _ -> 9000, (_, _) -> true);

        String why = deferred(deliverer(almostFull).deliver(mailbox(drop), List.of(small)));

        assertEquals(drop + ": would exceed drop_max of 9 KB with 8 KB in the store", why);
    }

    private List<Outcome> deliver(Path dropFile, MailboxCopy... copies) {
        return deliverer(DropLimit.NONE).deliver(mailbox(dropFile), List.of(copies));
    }

    private DropFileDeliverer deliverer(DropLimit limit) {
        return deliverer(new MailboxLimits(limit, false));
    }

    private DropFileDeliverer deliverer(MailboxLimits limits) {
        return new DropFileDeliverer(
                new FileServerFolders(folder.getRoot(), Duration.ofSeconds(5)),
                new DropLocks(() -> new LockSettings(true, "here"), log, InstantSource.system()),
                new MboxAppender(() -> DropLimit.NONE),
                new Arrivals(ledger),
                () -> limits,
                ZONE,
                log);
    }

    private Mailbox mailbox(Path dropFile) {
        MailDomain home = new MailDomain.Main(new Domain("test.example"), folder);
        return new Mailbox(new Account("bob", home), "bob", dropFile, Owner.SERVER, Map.of());
    }

    private static MailboxCopy copy(String id, String text, boolean mayBeThere) {
        byte[] trace =
                new TraceHeader(
                                "far.example",
                                InetAddress.ofLiteral("198.51.100.7"),
                                "mail.test.example",
                                "ESMTP",
                                id,
                                ACCEPTED.atZone(ZONE))
                        .octets("4.0.0");
        String message = new String(trace, ISO_8859_1) + "Subject: hi\r\n\r\n" + text;
        return new MailboxCopy(
                new QueueId(id),
                ReversePath.parse("ann@far.example").orElseThrow(),
                ACCEPTED,
                MemoryBody.of(message.getBytes(ISO_8859_1)),
                mayBeThere);
    }

    private static String deferred(List<Outcome> outcomes) {
        assertEquals(1, outcomes.size());
        return assertInstanceOf(Outcome.Deferred.class, outcomes.getFirst()).why().text();
    }
}
