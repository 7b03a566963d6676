package dmail.smtp.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FakeMailQueue;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.Notify;
import dmail.smtp.source.ConfiguredSources;
import dmail.smtp.source.FakeHost;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReportSenderTest {
    private static final Domain HERE = new Domain("test.example");
    private static final ReversePath ALICE = ReversePath.of(new EmailAddress("alice", HERE));
    private static final Body BODY = MemoryBody.of("Subject: x\r\n\r\ntext\r\n".getBytes(UTF_8));
    private static final Instant UNTIL = Instant.parse("2026-11-25T12:00:00Z");
    private static final Receipt BY_A_HOST = Receipt.from("mx.far.example", "250 ok", false);
    private static final Receipt BY_A_HOST_THAT_REPORTS =
            Receipt.from("mx.far.example", "ok", true);

    private final FakeMailQueue queue = new FakeMailQueue();
    private final MemoryLog log = new MemoryLog();
    private SourcePolicy policy = new SourcePolicy.Plain(HERE);

    /** Where mail leads on to that doesn't stay here. */
    private final Map<String, String> remote = new TreeMap<>();

    private final ReportSender reports =
            new ReportSender(
                    queue,
                    () -> ReportSettings.of(HERE, HERE, false),
                    () -> policy,
                    recipient ->
                            Optional.ofNullable(remote.get(recipient.address().localPart()))
                                    .flatMap(EmailAddress::parse),
                    FakeClock.atNoon(),
                    ZoneOffset.UTC,
                    new ReportLog(log));

    @Test
    void aReportIsMailFromNobodyToTheSender() throws IOException {
        reports.failed(envelope(ALICE, "bob"), BODY, all(1));

        Envelope sent = queue.envelopes().getFirst();
        assertEquals(ReversePath.NULL, sent.sender());
        assertEquals("<alice@test.example> NOTIFY=NEVER", sent.recipients().getFirst().toString());
        assertTrue(text().contains("id " + sent.id() + ";"), text());
        assertTrue(text().contains("Action: failed\r\n"), text());
        assertLogged("failed to=bob@test.example status=5.0.0 reason=no");
        assertLogged("report sent about=failure to=alice@test.example report=" + sent.id());
    }

    @Test
    void aReportNeverGetsOne() throws IOException {
        Envelope report = envelope(ReversePath.NULL, "bob SUCCESS,FAILURE,DELAY");

        reports.failed(report, BODY, all(1));
        reports.delayed(report, BODY, all(1), UNTIL);
        reports.delivered(report, BODY, receipts(Receipt.LOCAL));

        assertEquals(List.of(), queue.envelopes());
        assertLogged("report suppressed about=failure");
    }

    @Test
    void onlyFailuresThatTheSenderWantsToHearOfAreReported() throws IOException {
        Envelope envelope = envelope(ALICE, "ann", "bob NEVER", "eve SUCCESS,DELAY", "joe FAILURE");

        reports.failed(envelope, BODY, all(4));

        assertEquals(List.of("ann", "joe"), reported());
        assertLogged("failed to=bob@test.example");
    }

    @Test
    void onlyDelaysThatTheSenderWantsToHearOfAreReported() throws IOException {
        Envelope envelope = envelope(ALICE, "ann", "bob NEVER", "eve DELAY", "joe FAILURE");

        reports.delayed(envelope, BODY, all(4), UNTIL);

        assertEquals(List.of("ann", "eve"), reported());
        assertTrue(
                text().contains("Will-Retry-Until: Wed, 25 Nov 2026 12:00:00 +0000\r\n"), text());
    }

    @Test
    void successIsReportedOnlyWhenAskedForAndNoOtherHostWill() throws IOException {
        Envelope envelope = envelope(ALICE, "ann", "bob SUCCESS", "eve SUCCESS", "joe SUCCESS");

        reports.delivered(
                envelope,
                BODY,
                receipts(Receipt.LOCAL, Receipt.LOCAL, BY_A_HOST, BY_A_HOST_THAT_REPORTS));

        assertEquals(List.of("bob", "eve"), reported());
        assertTrue(text().contains("Action: delivered\r\n"), text());
        assertTrue(text().contains("Action: relayed\r\n"), text());
    }

    @Test
    void whoStandsForSeveralIsNamedOnce() throws IOException {
        reports.delivered(envelope(ALICE, "staff SUCCESS"), BODY, receipts(Receipt.EXPANDED));

        assertEquals(List.of("staff"), reported());
        assertTrue(text().contains("Action: expanded\r\n"), text());
        assertTrue(text().contains("stands for several others"), text());
    }

    @Test
    void nothingIsSentWhenNobodyWantsToHear() throws IOException {
        reports.failed(envelope(ALICE, "bob NEVER"), BODY, all(1));
        reports.delayed(envelope(ALICE, "bob NEVER"), BODY, all(1), UNTIL);
        reports.delivered(envelope(ALICE, "bob"), BODY, receipts(Receipt.LOCAL));

        assertEquals(List.of(), queue.envelopes());
    }

    @Test
    void whatIsNotAsciiIsSaidAtMail() throws IOException {
        Body latin = MemoryBody.of("Subject: \u00e9\r\n\r\ntext\r\n".getBytes(UTF_8));
        ReversePath rene = ReversePath.of(new EmailAddress("ren\u00e9", HERE));

        reports.failed(envelope(ALICE, "bob"), BODY, all(1));
        reports.failed(envelope(ALICE, "bob"), latin, all(1));
        reports.failed(envelope(rene, "bob"), BODY, all(1));

        List<Envelope> sent = queue.envelopes();
        assertEquals(List.of(false, true, false), sent.stream().map(Envelope::eightBit).toList());
        assertEquals(List.of(false, false, true), sent.stream().map(Envelope::utf8).toList());
    }

    @Test
    void aReportThatCannotBeMadeSafeIsTheCallersTrouble() {
        queue.fail();
        assertThrows(IOException.class, () -> reports.failed(envelope(ALICE, "bob"), BODY, all(1)));
    }

    /** Recipients are given as {@code name} or {@code name NOTIFY}. */
    private static Envelope envelope(ReversePath sender, String... recipients) {
        return new Envelope(
                new QueueId("0AAAAAAAAAAAA0"),
                Instant.parse("2026-11-21T11:00:00Z"),
                sender,
                Arrays.stream(recipients).map(ReportSenderTest::recipient).toList(),
                false,
                false,
                DsnRequest.NONE);
    }

    private static Recipient recipient(String text) {
        String[] words = text.split(" ", -1);
        Recipient recipient = Recipient.of(new EmailAddress(words[0], HERE));
        return words.length == 1
                ? recipient
                : recipient.withNotify(Notify.parse(words[1]).orElseThrow(), "");
    }

    private static SortedMap<Integer, DeliveryStatus> all(int count) {
        SortedMap<Integer, DeliveryStatus> all = new TreeMap<>();
        for (int index = 0; index < count; index++) {
            all.put(index, DeliveryStatus.of(new EnhancedCode(5, 0, 0), "no"));
        }
        return all;
    }

    private static SortedMap<Integer, Receipt> receipts(Receipt... receipts) {
        SortedMap<Integer, Receipt> all = new TreeMap<>();
        for (int index = 0; index < receipts.length; index++) {
            all.put(index, receipts[index]);
        }
        return all;
    }

    private String text() {
        return new String(queue.bodies().getFirst(), UTF_8);
    }

    private List<String> reported() {
        assertEquals(1, queue.envelopes().size());
        return text().lines()
                .filter(line -> line.startsWith("Final-Recipient: rfc822; "))
                .map(line -> line.replaceAll(".*; (.*)@.*", "$1"))
                .toList();
    }

    private void assertLogged(String part) {
        assertTrue(
                log.lines().stream().anyMatch(line -> line.contains(part)), log.lines()::toString);
    }

    private void configure(String... lines) {
        Configuration configuration =
                SendingLines.read("host_domain test.example\n" + String.join("\n", lines));
        policy =
                ConfiguredSources.of(
                        configuration,
                        ScopeTable.of(configuration),
                        Optional.empty(),
                        _ -> true,
                        new FakeHost());
    }

    private static Envelope by(String binding, Envelope envelope) {
        return envelope.to(
                envelope.recipients().stream()
                        .map(one -> one.by(new BindingChoice(binding, "", "f:1")))
                        .toList());
    }

    @Test
    void mom3_withoutBouncesThereIsALogLine() throws IOException {
        configure("binding b2 generate_bounces false", "binding b1 generate_bounces true");
        remote.put("bob", "bob@far.example");
        remote.put("eve", "eve@far.example");

        reports.failed(by("b2", envelope(ALICE, "bob")), BODY, all(1));

        assertEquals(List.of(), queue.envelopes());
        assertLogged("failed to=bob@test.example");
        assertLogged(
                "report suppressed about=failure reason=\"generate_bounces is false for this mail");

        reports.failed(by("b1", envelope(ALICE, "eve")), BODY, all(1));

        assertEquals(1, queue.envelopes().size());
    }

    @Test
    void b7_bouncesFromIsOnlyTheHeaderOfABounce() throws IOException {
        configure("binding one bounces_from postmaster@one.example");

        reports.failed(by("one", envelope(ALICE, "bob")), BODY, all(1));

        assertEquals(ReversePath.NULL, queue.envelopes().getFirst().sender());
        assertTrue(
                text().contains("From: Mail Delivery System <postmaster@one.example>\r\n"), text());
    }

    /** Both are told in one report, if it returns as much of the message to both. */
    @Test
    void momN19_eachBindingSaysHowMuchOfAMessageComesBack() throws IOException {
        configure("binding one bounce_body true", "to_domain *.far.example bounce_body true");
        remote.put("bob", "bob@x.example");
        remote.put("joe", "joe@mail.far.example");
        Recipient bob = recipient("bob").by(new BindingChoice("one", "", "f:1"));

        reports.failed(
                envelope(ALICE, "ann").to(List.of(recipient("ann"), bob, recipient("joe"))),
                BODY,
                all(3));

        assertEquals(2, queue.envelopes().size());
        List<String> returned = queue.bodies().stream().map(ReportSenderTest::returned).toList();
        assertEquals(List.of("text/rfc822-headers", "message/rfc822"), returned);
    }

    private static String returned(byte[] report) {
        return new String(report, UTF_8).contains("Content-Type: message/rfc822\r\n")
                ? "message/rfc822"
                : "text/rfc822-headers";
    }

    @Test
    void mom3_whatWasToStayHereBouncesAllTheSame() throws IOException {
        configure("generate_bounces false");
        remote.put("bob", "bob@far.example");

        reports.failed(envelope(ALICE, "bob", "eve"), BODY, all(2));

        assertEquals(List.of("eve"), reported());
        assertLogged("report suppressed about=failure");
    }

    @Test
    void mom3_whereMailWasSentCountsAndNotWhereItWasAddressedTo() throws IOException {
        configure(
                "to_domain far.example generate_bounces false",
                "to_domain test.example generate_bounces false");
        remote.put("bob", "bob@far.example");
        remote.put("eve", "eve@near.example");

        reports.failed(envelope(ALICE, "bob", "eve"), BODY, all(2));

        assertEquals(List.of("eve"), reported());
    }

    @Test
    void whoIsInADurableReportIsNamedWhenTheNextCannotBeStored() throws IOException {
        configure(
                "binding one bounces_from a@one.example", "binding two bounces_from b@two.example");
        queue.failAfter(1);
        Envelope envelope =
                envelope(ALICE, "ann", "bob", "eve")
                        .to(
                                List.of(
                                        recipient("ann").by(new BindingChoice("one", "", "f:1")),
                                        recipient("bob").by(new BindingChoice("two", "", "f:1")),
                                        recipient("eve").by(new BindingChoice("one", "", "f:1"))));

        PartlyReportedException failure =
                assertThrows(
                        PartlyReportedException.class,
                        () -> reports.failed(envelope, BODY, all(3)));

        assertEquals(List.of(0, 2), failure.reported());
        assertEquals(List.of("ann", "eve"), reported());
    }

    @Test
    void aNoticeOfDelayIsGivenOnceEvenInPart() throws IOException {
        configure(
                "binding one bounces_from a@one.example", "binding two bounces_from b@two.example");
        queue.failAfter(1);
        Envelope envelope =
                envelope(ALICE, "ann", "bob")
                        .to(
                                List.of(
                                        recipient("ann").by(new BindingChoice("one", "", "f:1")),
                                        recipient("bob").by(new BindingChoice("two", "", "f:1"))));

        reports.delayed(envelope, BODY, all(2), UNTIL);

        assertEquals(List.of("ann"), reported());
        assertLogged("report not sent about=delay reason=\"told to fail\"");
    }
}
