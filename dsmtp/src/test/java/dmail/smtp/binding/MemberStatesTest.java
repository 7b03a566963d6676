package dmail.smtp.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.EmailAddress;
import dmail.common.config.binding.value.RestAfter;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.SuspendedBinding;
import dmail.smtp.binding.state.TestStates;
import dmail.smtp.message.FirstFields;
import dmail.smtp.message.QueueIds;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import dmail.smtp.source.SenderGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which members of a group take messages while others may not send. */
final class MemberStatesTest {
    private static final String TWO_TO_ONE =
            """
            binding_group g binding a weight 2
            binding_group g binding b
            bind_rule to * use group:g
            """;

    private final FakeClock clock = FakeClock.atNoon();
    private final QueueIds ids = new QueueIds(clock, new Random(1));
    private final BindingStates states;
    private Optional<Outgoing> outgoing = Optional.empty();

    MemberStatesTest(@TempDir Path folder) {
        states = TestStates.in(folder, clock, new MemoryLog());
        configure(TWO_TO_ONE);
    }

    private void configure(String lines) {
        Outgoing next =
                Outgoing.of(
                        SendingLines.read(lines),
                        SenderGroups.of(Optional.empty()),
                        outgoing,
                        states);
        next.takeEffect();
        outgoing = Optional.of(next);
    }

    private MessageBindings message() {
        return outgoing.orElseThrow().of(ReversePath.NULL, Reception.NONE, FirstFields.NONE);
    }

    private static EmailAddress at(String domain) {
        return EmailAddress.parse("x@" + domain).orElseThrow();
    }

    private Map<String, Integer> members(int messages, String domain) {
        Map<String, Integer> members = new TreeMap<>();
        for (int i = 0; i < messages; i++) {
            String member = message().choose(ids.next(), at(domain), at(domain)).binding();
            members.merge(member, 1, Integer::sum);
        }
        return members;
    }

    private void suspend(String binding, Optional<String> domain) throws IOException {
        states.suspend(new SuspendedBinding(binding, domain, Optional.empty(), ""));
    }

    @Test
    void bi19_threeHundredMessagesAreSplitByWeight() {
        assertEquals(Map.of("a", 200, "b", 100), members(300, "far.example"));
    }

    @Test
    void b19_theTurnsGoOnAfterAReload() {
        assertEquals(Map.of("a", 1, "b", 1), members(2, "far.example"));
        configure(TWO_TO_ONE + "suspend_delivery false\n");
        assertEquals(Map.of("a", 1), members(1, "far.example"));
    }

    @Test
    void momN17_aMemberSuspendedByALineOrByWordIsPassedOver() throws IOException {
        suspend("b", Optional.empty());
        assertEquals(Map.of("a", 6), members(6, "far.example"));

        states.resume("b", Optional.empty());
        configure(TWO_TO_ONE + "binding a suspend_delivery true\n");
        assertEquals(Map.of("b", 6), members(6, "far.example"));
    }

    @Test
    void momN17_allAreSuspendedSoOneHasTheWholeMessageWhichWaits() throws IOException {
        suspend("a", Optional.empty());
        suspend("b", Optional.empty());
        MessageBindings message = message();
        var id = ids.next();

        String first = message.choose(id, at("far.example"), at("far.example")).binding();
        assertEquals(first, message.choose(id, at("b.example"), at("b.example")).binding());
        assertEquals(first, message.choose(id, at("c.example"), at("c.example")).binding());
    }

    @Test
    void b21_whileTheOthersRestMailDoesNotWaitForTheNextPeriodOfAYoungOne() {
        configure(
                """
                binding_group g binding a
                binding_group g binding b
                binding_group g binding b warm_up 1/day
                binding_group g rest_after 1 3
                bind_rule to * use group:g
                """);
        assertEquals(Map.of("a", 1, "b", 1), members(2, "far.example"));

        states.refused(
                "a", "far.example", "", new RestAfter(1, Duration.ofSeconds(3)), "421 not now");
        assertEquals(Map.of("a", 4), members(4, "far.example"));
        assertEquals(
                Optional.of("a"),
                outgoing.orElseThrow().nextMember("g", at("far.example").domain()));
    }

    @Test
    void b20_aMemberReturnsByItselfWhenItsTimeIsOver() throws IOException {
        states.suspend(
                new SuspendedBinding(
                        "a",
                        Optional.empty(),
                        Optional.of(clock.instant().plusSeconds(60)),
                        "black listed"));
        assertEquals(Map.of("b", 3), members(3, "far.example"));

        clock.advance(Duration.ofMinutes(1));
        states.endThoseOver();
        assertEquals(Map.of("a", 2, "b", 1), members(3, "far.example"));
    }

    @Test
    void b23_forOneDomainTheOthersTakeTheMailAndAMessageMayBeSplit() throws IOException {
        suspend("a", Optional.of("far.example"));
        assertEquals(Map.of("b", 6), members(6, "far.example"));
        assertEquals(Map.of("a", 4, "b", 2), members(6, "other.example"));

        MessageBindings message = message();
        var id = ids.next();
        assertEquals("a", message.choose(id, at("b.example"), at("b.example")).binding());
        assertEquals("b", message.choose(id, at("far.example"), at("far.example")).binding());
    }

    @Test
    void b21_whatAYoungMemberDoesNotTakeTheOthersDo() {
        configure(TWO_TO_ONE + "binding a warm_up 5/day\n");

        assertEquals(Map.of("a", 5, "b", 25), members(30, "far.example"));
        clock.advance(Duration.ofDays(1));
        assertEquals(Map.of("a", 5, "b", 25), members(30, "far.example"));
    }

    @Test
    void b21_whatAMemberHasTakenItMaySend() {
        configure(TWO_TO_ONE + "binding a warm_up 2/hour\n");
        var id = ids.next();
        assertEquals("a", message().choose(id, at("far.example"), at("far.example")).binding());
        members(10, "far.example");

        assertEquals(
                Optional.empty(),
                outgoing.orElseThrow().pauses().warmUp("a", id),
                "it was counted");
        assertEquals(
                "binding a has sent the 2/hour of its warm_up",
                outgoing.orElseThrow().pauses().warmUp("a", ids.next()).orElseThrow().why());
    }

    @Test
    void b21_allRecipientsOfAMessageAreOneMessage() {
        configure(TWO_TO_ONE + "binding a warm_up 1/day\n");
        MessageBindings message = message();
        var id = ids.next();

        assertEquals("a", message.choose(id, at("b.example"), at("b.example")).binding());
        assertEquals("a", message.choose(id, at("c.example"), at("c.example")).binding());
    }

    @Test
    void b22_aMemberThatRestsForADomainIsPassedOverThereAlone() {
        states.refused(
                "a", "far.example", "", new RestAfter(1, Duration.ofMinutes(5)), "550 5.7.1 no");
        assertEquals(Map.of("b", 6), members(6, "far.example"));
        assertEquals(Map.of("a", 4, "b", 2), members(6, "other.example"));

        clock.advance(Duration.ofMinutes(5));
        assertEquals(Map.of("a", 2, "b", 1), members(3, "far.example"));
    }

    @Test
    void b26_whoIsNextIsSaidOfTheDomain() throws IOException {
        suspend("a", Optional.of("far.example"));

        assertEquals(
                Optional.of("b"),
                outgoing.orElseThrow().nextMember("g", at("far.example").domain()));
        assertEquals(
                Optional.of("a"),
                outgoing.orElseThrow().nextMember("g", at("other.example").domain()));
    }
}
