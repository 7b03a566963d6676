package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.login.Domains;
import dmail.common.login.LoginSettings;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.TestStates;
import dmail.smtp.delivery.AttemptListener;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.delivery.Failures;
import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Reception;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.message.Target;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.ExpandedRecipient;
import dmail.smtp.routing.Route;
import dmail.smtp.routing.TestExpansions;
import dmail.smtp.source.SenderGroups;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which binding each recipient of a message gets, when it comes and when it is tried. */
final class RecipientBindingsTest {
    private static final String LINES =
            """
            vdomain a 192.0.2.20 one.example acme
            vdomain b 192.0.2.30 two.example beta
            domain_group one vdomain a
            domain_group one binding one
            domain_group two domain two.example
            domain_group two binding group:bulk
            binding one bind_address 192.0.2.20
            binding_group bulk binding out1
            binding_group bulk binding out2 weight 2
            binding other bind_address 192.0.2.9
            bind_rule to *@partner.example use other
            """;
    private static final Domain OTHER = new Domain("other.example");
    private static final InetAddress ONES = InetAddress.ofLiteral("192.0.2.20");
    private static final InetAddress CLIENT = InetAddress.ofLiteral("198.51.100.7");
    private static final String CAMPAIGN = "X-Campaign: spring\r\n\r\n";

    private final QueueIds ids = new QueueIds(FakeClock.atNoon(), new Random(1));
    private Optional<Outgoing> outgoing = Optional.empty();
    private final RecipientBindings bindings =
            new RecipientBindings(() -> outgoing, RecipientBindingsTest::route);

    private void configure(String lines) throws IOException {
        configure(lines, TestStates.none());
    }

    private void configure(String lines, BindingStates states) throws IOException {
        Configuration configuration = TestExpansions.configuration(lines);
        Optional<Outgoing> before = outgoing;
        outgoing =
                Optional.of(
                        Outgoing.of(
                                configuration,
                                SenderGroups.of(
                                        new Domains(LoginSettings.from(configuration)).groups()),
                                before,
                                states));
        outgoing.get().takeEffect();
    }

    /** Users of one.example and two.example are here; fork@ and away@ lead on. */
    private static Route route(Recipient recipient) {
        EmailAddress address =
                recipient.target() instanceof Target.Address(var found)
                        ? found
                        : recipient.address();
        return switch (address.localPart()) {
            case "fork" ->
                    new Route(
                            List.of(
                                    leaf("x@other.example"),
                                    new ExpandedRecipient(
                                            new Target.Address(address("amy@one.example")),
                                            here())));
            case "away" -> Route.to(new Destination.Remote(address("x@partner.example")));
            case "sleepy" -> Route.to(new Destination.TryLater("not now"));
            default ->
                    Route.to(
                            address.domain().name().endsWith("o.example")
                                            || address.domain().name().endsWith("one.example")
                                    ? here()
                                    : new Destination.Remote(address));
        };
    }

    private static Destination here() {
        return new Destination.Nowhere();
    }

    private static ExpandedRecipient leaf(String address) {
        return new ExpandedRecipient(
                new Target.Address(address(address)), new Destination.Remote(address(address)));
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private Envelope envelope(String from, Reception reception, String... recipients) {
        List<Recipient> all = new ArrayList<>();
        for (String recipient : recipients) {
            all.add(Recipient.of(address(recipient)));
        }
        return new Envelope(
                ids.next(),
                Instant.parse("2026-11-21T12:00:00Z"),
                from.isEmpty() ? ReversePath.NULL : ReversePath.of(address(from)),
                all,
                false,
                false,
                DsnRequest.NONE,
                reception);
    }

    /** How mail comes in: its group is found as a session does. */
    private Reception over(String from, boolean isTrusted) {
        Reception reception = Reception.over("smtp", ONES, CLIENT);
        return outgoing.orElseThrow()
                .groups()
                .received(ReversePath.of(address(from)), reception, isTrusted);
    }

    private static MemoryBody body() {
        return MemoryBody.of(CAMPAIGN.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> decided(Envelope envelope) throws IOException {
        return shown(bindings.decided(envelope, body()).recipients());
    }

    private static List<String> shown(List<Recipient> recipients) {
        return recipients.stream()
                .map(Recipient::choice)
                .map(choice -> choice.binding() + " by " + choice.rule())
                .toList();
    }

    private List<String> parts(Envelope envelope) throws IOException {
        SortedMap<Integer, Route> routes = new TreeMap<>();
        for (int i = 0; i < envelope.recipients().size(); i++) {
            routes.put(i, route(envelope.recipients().get(i)));
        }
        DeliveryAttempt attempt =
                new DeliveryAttempt(
                        envelope, body(), List.copyOf(routes.keySet()), false, new Untouched());
        return bindings.parts(attempt, routes).values().stream()
                .flatMap(part -> shown(part).stream())
                .toList();
    }

    @Test
    void withoutLinesNothingIsDecided() throws IOException {
        Envelope envelope = envelope("amy@one.example", Reception.NONE, "x@other.example");

        assertEquals(envelope, bindings.decided(envelope, body()));
        assertEquals(List.of(), parts(envelope));
    }

    @Test
    void eachRecipientThatLeavesGetsOneBinding() throws IOException {
        configure(LINES);

        assertEquals(
                List.of(
                        "one by domain_group one",
                        "other by dmail.conf:15",
                        "default by ",
                        "other by dmail.conf:15"),
                decided(
                                envelope(
                                        "amy@one.example",
                                        over("amy@one.example", true),
                                        "x@other.example",
                                        "x@partner.example",
                                        "amy@one.example",
                                        "away@one.example"))
                        .stream()
                        .map(text -> text.replaceAll("by .*/", "by "))
                        .toList());
    }

    /** A user may set a forward, or the domain may move, while the message waits. */
    @Test
    void whatStaysHereIsDecidedIfItLeavesInTheEnd() throws IOException {
        configure(LINES);
        Envelope accepted =
                bindings.decided(
                        envelope(
                                "amy@one.example",
                                over("amy@one.example", true),
                                "amy@one.example",
                                "fork@one.example"),
                        body());

        assertEquals(List.of("default by ", "default by "), shown(accepted.recipients()));
        SortedMap<Integer, Route> later = new TreeMap<>();
        for (int i = 0; i < 2; i++) {
            later.put(i, Route.to(new Destination.Remote(address("x@other.example"))));
        }
        DeliveryAttempt attempt =
                new DeliveryAttempt(accepted, body(), List.of(0, 1), false, new Untouched());
        assertEquals(
                List.of("one by domain_group one", "one by domain_group one"),
                bindings.parts(attempt, later).values().stream()
                        .flatMap(part -> shown(part).stream())
                        .toList());
    }

    @Test
    void momN17_oneMemberOfAGroupCarriesAllRecipientsOfAMessage() throws IOException {
        configure(LINES);
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<String> both =
                    decided(
                            envelope(
                                    "fred@two.example",
                                    over("fred@two.example", true),
                                    "x@other.example",
                                    "y@other.example"));
            assertEquals(both.getFirst(), both.getLast());
            taken.add(both.getFirst());
        }

        assertEquals(2, taken.stream().filter(one -> one.startsWith("out2 ")).count(), "by weight");
        assertEquals(1, taken.stream().filter(one -> one.startsWith("out1 ")).count());
    }

    @Test
    void strangerWithOurDomainGetsNoGroup() throws IOException {
        configure(LINES);

        assertEquals("", groupOf("fred@two.example", Reception.over("smtp", CLIENT, CLIENT)));
        assertEquals(
                "",
                groupOf("fred@two.example", Reception.over("smtp", ONES, CLIENT)),
                "at the address of another group");
        assertEquals("two", over("fred@two.example", true).group(), "who may relay does");
    }

    private String groupOf(String from, Reception reception) {
        return outgoing.orElseThrow()
                .groups()
                .received(ReversePath.of(address(from)), reception, false)
                .group();
    }

    @Test
    void bi37_aForwardLeavesByTheGroupOfWhoseMailItIs() throws IOException {
        configure(LINES);
        Reception fromOutside = Reception.over("smtp", CLIENT, CLIENT);

        assertEquals(
                List.of("one by domain_group one", "default by "),
                parts(envelope("x@stranger.example", fromOutside, "fork@one.example")));
    }

    @Test
    void b6_aReportLeavesByTheGroupOfWhatCausedIt() throws IOException {
        configure(LINES);

        assertEquals(
                List.of("one by domain_group one"),
                decided(envelope("", over("amy@one.example", true), "x@other.example")));
    }

    @Test
    void bi38_whatIsUndecidedIsDecidedBeforeItIsTried() throws IOException {
        configure(LINES);
        Envelope old = envelope("amy@one.example", Reception.NONE, "x@partner.example");
        Envelope undecided =
                old.to(List.of(old.recipients().getFirst().by(BindingChoice.UNDECIDED)));

        assertTrue(parts(undecided).getFirst().startsWith("other by "));
        assertEquals(
                List.of("default by "),
                decided(envelope("", Reception.NONE, "sleepy@one.example")));
    }

    @Test
    void b25_mailOfABindingThatIsGoneIsDecidedAgain() throws IOException {
        configure(LINES);
        Envelope sent = envelope("amy@one.example", over("amy@one.example", true), "x@o.test");
        Envelope queued = bindings.decided(sent, body());
        assertEquals(List.of(), parts(queued), "as long as the binding is there");

        configure("binding other bind_address 192.0.2.9\nbind_rule to *@o.test use other\n");
        assertTrue(parts(queued).getFirst().startsWith("other by "));
        outgoing = Optional.empty();
        assertEquals(List.of("default by default"), parts(queued));
    }

    /** What is remembered of warm-ups over a restart is the number of messages, not which. */
    private BindingStates restarted(Path folder) {
        outgoing.orElseThrow().states().storeNow();
        outgoing = Optional.empty();
        return TestStates.in(folder, FakeClock.atNoon(), new MemoryLog());
    }

    @Test
    void b21_mailThatAYoungMemberHadCountedDoesNotWaitForItAfterARestart(@TempDir Path folder)
            throws IOException {
        String lines =
                """
                binding_group bulk binding young weight 9
                binding_group bulk binding young warm_up 1/day
                binding_group bulk binding old
                bind_rule to *@other.example use group:bulk
                """;
        configure(lines, TestStates.in(folder, FakeClock.atNoon(), new MemoryLog()));
        Envelope queued =
                bindings.decided(
                        envelope("", Reception.NONE, "x@other.example", "y@other.example"), body());
        assertEquals("young", queued.recipients().getFirst().choice().binding());
        assertEquals(List.of(), parts(queued), "it is in the count");

        BindingStates states = restarted(folder);
        configure(lines + "binding old suspend_delivery true\n", states);
        assertEquals(List.of(), parts(queued), "nobody else takes it");
        configure(lines + "bind_rule to * use default\n", states);

        List<String> after = parts(queued);
        assertEquals(2, after.size());
        for (String choice : after) {
            assertTrue(choice.matches("old by .*:\\d+"), choice);
        }
    }

    @Test
    void bi15_outsideAGroupMailWaitsForTheWarmUp(@TempDir Path folder) throws IOException {
        String lines =
                """
                binding young warm_up 1/day
                bind_rule to *@other.example use young
                """;
        configure(lines, TestStates.in(folder, FakeClock.atNoon(), new MemoryLog()));
        Envelope queued = bindings.decided(envelope("", Reception.NONE, "x@other.example"), body());
        Untouched listener = new Untouched();
        DeliveryAttempt attempt = new DeliveryAttempt(queued, body(), List.of(0), false, listener);
        assertFalse(bindings.pauses(attempt, 0, OTHER));

        configure(lines, restarted(folder));

        assertEquals(List.of(), parts(queued));
        assertTrue(bindings.pauses(attempt, 0, OTHER));
    }

    @Test
    void b29_aRuleForAHeaderIsAskedOfTheMessage() throws IOException {
        configure(
                """
                binding one bind_address 192.0.2.20
                bind_rule header:X-Campaign sp* use one
                bind_rule header:X-Other * use default
                """);

        assertTrue(
                decided(envelope("", Reception.NONE, "x@other.example"))
                        .getFirst()
                        .startsWith("one by "));
    }

    @Test
    void momN18_ownMailWithoutABindingWaits() throws IOException {
        configure("binding one bind_address 192.0.2.20\ndefault_binding none\n");
        Envelope report = bindings.decided(envelope("", Reception.NONE, "x@other.example"), body());
        Untouched listener = new Untouched();
        DeliveryAttempt attempt = new DeliveryAttempt(report, body(), List.of(0), false, listener);

        assertTrue(bindings.pauses(attempt, 0, OTHER));
        assertEquals(List.of(0), List.copyOf(listener.untried));

        configure("binding one bind_address 192.0.2.20\n");
        assertFalse(bindings.pauses(attempt, 0, OTHER));
    }

    private static final class Untouched implements AttemptListener {
        private final List<Integer> untried = new ArrayList<>();

        @Override
        public void delivered(List<Integer> recipientIndexes, Receipt receipt) {
            throw new AssertionError("delivered");
        }

        @Override
        public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) {
            throw new AssertionError("split");
        }

        @Override
        public void finished(Failures failed) {
            untried.addAll(failed.untried().keySet());
        }
    }
}
