package dmail.smtp.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.smtp.message.Action;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.Notify;
import dmail.smtp.protocol.Ret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whole reports are compared with those in the folder {@code reports}, which people can read. */
final class ReportTextTest {
    private static final Path FOLDER = Path.of("src/test/resources/reports");
    private static final Instant ACCEPTED = Instant.parse("2026-11-21T11:00:00Z");
    private static final ReportContext MAKING =
            new ReportContext(
                    new QueueId("0AAAAAAAAAAAA1"),
                    ReportSettings.of(
                            new Domain("mail.test.example"), new Domain("test.example"), false),
                    Instant.parse("2026-11-21T15:00:00Z"),
                    ZoneId.of("Europe/Berlin"),
                    "4.0.0");
    private static final ReturnedContent HEADER = new ReturnedContent(false, false, 0);
    private static final DeliveryStatus NO_SUCH_USER =
            new DeliveryStatus(
                    new EnhancedCode(5, 1, 1),
                    "the recipient was refused",
                    "mx1.far.example [192.0.2.7]",
                    "550 5.1.1 <bob@far.example>: Recipient address rejected: User unknown in"
                            + " virtual mailbox table");

    @Test
    void saysWhatAnotherHostRefused() throws IOException {
        Recipient bob =
                recipient("bob@far.example").withNotify(Notify.UNSET, "rfc822;Bob+2B1@a.org");
        assertReport("failure", failure(new DsnRequest(Ret.UNSET, "QQ+2B314"), refused(bob)));
    }

    @Test
    void saysOnceWhatSeveralRecipientsHaveInCommon() throws IOException {
        DeliveryStatus late =
                new DeliveryStatus(
                        new EnhancedCode(5, 4, 7),
                        "tried for 4 days; at last: connection timed out",
                        "mx.dead.example [192.0.2.9]",
                        "");
        assertReport(
                "failure-of-several",
                failure(
                        DsnRequest.NONE,
                        refused(recipient("bob@far.example")),
                        failed(recipient("ann@dead.example"), late),
                        failed(recipient("\"joe q\"@dead.example"), late),
                        failed(
                                recipient("nobody@test.example"),
                                DeliveryStatus.of(new EnhancedCode(5, 1, 1), "no such user"))));
    }

    @Test
    void saysUntilWhenItIsTried() throws IOException {
        DeliveryStatus why =
                new DeliveryStatus(
                        new EnhancedCode(4, 4, 1),
                        "connection refused",
                        "mx1.far.example [192.0.2.7]",
                        "");
        Recipient bob = recipient("bob@far.example");
        assertReport(
                "delay",
                new Report(
                        new ReportReason.Delay(ACCEPTED.plusSeconds(96 * 3600)),
                        envelope(false, DsnRequest.NONE, bob),
                        List.of(new ReportedRecipient(bob, Action.DELAYED, why))));
    }

    @Test
    void tellsOfSuccessWhoeverWantsToHear() throws IOException {
        Recipient ann = recipient("ann@test.example");
        Recipient bob = recipient("bob@far.example");
        assertReport(
                "success",
                new Report(
                        new ReportReason.Success(),
                        envelope(false, DsnRequest.NONE, ann, bob),
                        List.of(
                                ReportedRecipient.served(ann, Action.DELIVERED, "", ""),
                                ReportedRecipient.served(
                                        bob,
                                        Action.RELAYED,
                                        "mx1.far.example [192.0.2.7]",
                                        "250 2.0.0 Ok: queued as 4XyZ"))));
    }

    @Test
    void writesAddressesThatNeedMoreThanAscii() throws IOException {
        Recipient rene = recipient("ren\u00e9@far.example");
        DeliveryStatus why =
                new DeliveryStatus(
                        new EnhancedCode(5, 1, 1),
                        "",
                        "mx1.far.example [192.0.2.7]",
                        "550 5.1.1 Ren\u00e9 n\u2019est\u2028 plus \u0007ici");
        assertReport(
                "international",
                new Report(
                        new ReportReason.Failure(),
                        envelope(true, DsnRequest.NONE, rene),
                        List.of(failed(rene, why))));
    }

    @Test
    void wordsOfOtherHostsKeepTheirLettersInThePartForPeople() {
        DeliveryStatus why =
                new DeliveryStatus(
                        new EnhancedCode(5, 1, 1),
                        "",
                        "mx1.far.example [192.0.2.7]",
                        "550 5.1.1 Empf\u00e4nger unbekannt");

        String text = write(failure(DsnRequest.NONE, failed(recipient("b@far.example"), why)));

        String utf8 =
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n";
        assertTrue(text.contains(utf8), text);
        assertTrue(text.contains("        550 5.1.1 Empf\u00e4nger unbekannt\r\n"), text);
        assertTrue(text.contains("Diagnostic-Code: smtp; 550 5.1.1 Empf?nger unbekannt\r\n"), text);
    }

    @Test
    void keepsWhateverAnotherHostSaysInItsPlace() {
        DeliveryStatus hostile =
                new DeliveryStatus(
                        new EnhancedCode(5, 7, 1),
                        "",
                        "mx\r\nBcc: x@y [192.0.2.7]",
                        "550 no\r\n\r\n--=_0AAAAAAAAAAAA1\r\nContent-Type: text/html\r\n"
                                + "x".repeat(5000)
                                + "\u0000\u00ff\ud800");

        String text = write(failure(DsnRequest.NONE, failed(recipient("b@c.example"), hostile)));

        assertEquals(4, text.split("--=_0AAAAAAAAAAAA1\r\n", -1).length);
        assertTrue(text.lines().allMatch(line -> line.length() <= 998), text);
        assertTrue(text.lines().noneMatch(line -> line.startsWith("Bcc")), text);
        assertTrue(Printable.isAscii(text), text);
    }

    @Test
    void aReportOnAThousandRecipientsThatHaveItNamesSomeOfThem() {
        ReportedRecipient[] many = many(Action.RELAYED, "250 2.0.0 " + "ok ".repeat(600));
        Recipient[] all =
                Stream.of(many).map(ReportedRecipient::recipient).toArray(Recipient[]::new);

        String text =
                write(
                        new Report(
                                new ReportReason.Success(),
                                envelope(false, DsnRequest.NONE, all),
                                List.of(many)));

        assertTrue(text.length() < 200_000, "octets: " + text.length());
        assertTrue(text.contains("<u99@far.example>"), text);
        assertFalse(text.contains("u100@far.example"), text);
        assertTrue(text.contains("... and 900 others"), text);
    }

    @Test
    void aReportOnAThousandRecipientsThatFailedNamesAllInFewWords() {
        String text =
                write(
                        failure(
                                DsnRequest.NONE,
                                many(Action.FAILED, "550 5.1.1 " + "no ".repeat(600))));

        assertTrue(text.length() < 350_000, "octets: " + text.length());
        assertTrue(text.contains("Final-Recipient: rfc822; u999@far.example"), text);
    }

    private static ReportedRecipient[] many(Action action, String reply) {
        return IntStream.range(0, 1000)
                .mapToObj(i ->
                        new ReportedRecipient(
                                recipient("u" + i + "@far.example"),
                                action,
                                new DeliveryStatus(
                                        new EnhancedCode(5, 1, 1),
                                        "",
                                        "mx" + i + ".far.example [192.0.2.7]",
                                        reply)))
                .toArray(ReportedRecipient[]::new);
    }

    private static ReportedRecipient refused(Recipient recipient) {
        return failed(recipient, NO_SUCH_USER);
    }

    private static ReportedRecipient failed(Recipient recipient, DeliveryStatus why) {
        return new ReportedRecipient(recipient, Action.FAILED, why);
    }

    private static Report failure(DsnRequest request, ReportedRecipient... failed) {
        Recipient[] all =
                Stream.of(failed).map(ReportedRecipient::recipient).toArray(Recipient[]::new);
        return new Report(
                new ReportReason.Failure(), envelope(false, request, all), List.of(failed));
    }

    private static Recipient recipient(String address) {
        return Recipient.of(EmailAddress.parse(address).orElseThrow());
    }

    private static Envelope envelope(boolean utf8, DsnRequest request, Recipient... recipients) {
        return new Envelope(
                new QueueId("0AAAAAAAAAAAA0"),
                ACCEPTED,
                ReversePath.of(new EmailAddress("alice", new Domain("test.example"))),
                List.of(recipients),
                false,
                utf8,
                request);
    }

    private static String write(Report report) {
        ReportText text = ReportText.of(report, HEADER, MAKING);
        return text.head() + "Subject: the original\r\n" + text.tail();
    }

    private static void assertReport(String name, Report report) throws IOException {
        String expected = Files.readString(FOLDER.resolve(name + ".eml")).replace("\n", "\r\n");
        assertEquals(expected, write(report));
    }
}
