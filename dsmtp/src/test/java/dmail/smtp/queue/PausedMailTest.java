package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.config.binding.ScopePlace;
import dmail.common.memory.MemoryAccount;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.common.testing.SendingLines;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.BindingStates;
import dmail.smtp.binding.state.SuspendedBinding;
import dmail.smtp.binding.state.TestStates;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.QueueIds;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.BindingShare;
import dmail.smtp.queue.backlog.QueueIndexEntry;
import dmail.smtp.queue.backlog.QueueMemory;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.source.SenderGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which queued mail goes at once when its binding no longer keeps it. */
final class PausedMailTest {
    private static final String BINDINGS =
            "binding one bind_address 127.0.1.1\nbinding two bind_address 127.0.1.2\n";

    private final FakeClock clock = FakeClock.atNoon();
    private final BindingStates states;
    private final QueueIds ids = new QueueIds(clock, new Random(1));
    private final Backlog backlog = new Backlog(new QueueMemory(new MemoryAccount(1 << 20)));
    private final PausedMail paused;
    private Optional<Outgoing> outgoing;
    private int runs;

    PausedMailTest(@TempDir Path folder) {
        states = TestStates.in(folder, clock, new MemoryLog());
        Outgoing now = outgoing(BINDINGS);
        outgoing = Optional.of(now);
        paused = new PausedMail(() -> outgoing, now, backlog, () -> runs++);
    }

    private Outgoing outgoing(String lines) {
        return Outgoing.of(
                SendingLines.read(lines),
                SenderGroups.of(Optional.empty()),
                Optional.empty(),
                states);
    }

    private int reload(String lines) {
        outgoing = Optional.of(outgoing(lines));
        return paused.letGo();
    }

    /** {@return a message that was looked at now, and that waits an hour} */
    private QueueId waiting(String binding, String domain) {
        return waiting(binding, domain, List.of(BindingShare.ofOne(binding)));
    }

    private QueueId waiting(String binding, String domain, List<BindingShare> shares) {
        QueueId id = ids.next();
        backlog.add(
                new BacklogEntry(
                        id,
                        clock.instant(),
                        BacklogEntry.destination(new Domain(domain), binding),
                        new QueueIndexEntry(List.of(domain), "", shares, true, 100),
                        clock.instant().plus(Duration.ofHours(1)),
                        QueueListing.State.DEFERRED));
        return id;
    }

    private List<QueueId> due() {
        return backlog.takeDue(clock.instant(), 1000);
    }

    private void suspend(String binding, String domain, Duration time) throws IOException {
        Optional<Instant> until =
                time.isZero() ? Optional.empty() : Optional.of(clock.instant().plus(time));
        states.suspend(
                new SuspendedBinding(
                        binding, Optional.of(domain).filter(d -> !d.isEmpty()), until, ""));
        paused.letGo();
    }

    @Test
    void momN16_whenTheLineIsFalseTheMailGoesAtOnce() {
        QueueId one = waiting("one", "far.example");
        waiting("two", "far.example");
        assertEquals(0, reload(BINDINGS + "binding one suspend_delivery true\n"));
        assertEquals(List.of(), due());

        assertEquals(1, reload(BINDINGS + "binding one suspend_delivery false\n"));
        assertEquals(List.of(one), due());
        assertEquals(1, runs);
    }

    /** Of the line, the mail of binding one for far.example waits, and goes without it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "suspend_delivery",
                "to_domain far.* suspend_delivery",
                "binding one suspend_delivery",
                "binding one domain far.example suspend_delivery",
                "binding_group g suspend_delivery",
                "binding_group g domain far.example suspend_delivery"
            })
    void momN16_eachScopeMayBeSuspended(String option) {
        String group = BINDINGS + "binding_group g binding one weight 1\n";
        ScopePlace place = new ScopePlace("one", "far.example", List.of());
        assertEquals(0, reload(group + option + " true\n"));
        assertTrue(outgoing.orElseThrow().pauses().suspension(place).isPresent());
        QueueId one = waiting("one", "far.example");

        assertEquals(1, reload(group + option + " false\n"));
        assertEquals(Optional.empty(), outgoing.orElseThrow().pauses().suspension(place));
        assertEquals(List.of(one), due());
    }

    @Test
    void momN16_aMessageThatLeavesByTwoBindingsGoesForEither() {
        QueueId both =
                waiting(
                        "two",
                        "far.example",
                        List.of(BindingShare.ofOne("two"), BindingShare.ofOne("one")));
        reload(BINDINGS + "binding one suspend_delivery true\n");

        assertEquals(1, reload(BINDINGS));
        assertEquals(List.of(both), due());
    }

    @Test
    void momN16_whatIsStillSuspendedByAnotherScopeStays() {
        reload(BINDINGS + "suspend_delivery true\nbinding one suspend_delivery true\n");
        waiting("one", "far.example");
        QueueId two = waiting("two", "far.example");

        assertEquals(1, reload(BINDINGS + "binding one suspend_delivery true\n"));
        assertEquals(List.of(two), due());
    }

    @Test
    void momN16_mailThatALineOfItsProviderKeptGoesAtOnce() {
        reload(BINDINGS + "to_mx *.big.example suspend_delivery true\n");
        ScopePlace place = new ScopePlace("one", "far.example", List.of("mx.big.example"));
        assertTrue(outgoing.orElseThrow().pauses().suspension(place).isPresent());
        QueueId one = waiting("one", "far.example");
        waiting("one", "other.example");

        assertEquals(1, reload(BINDINGS));
        assertEquals(List.of(one), due());
    }

    @Test
    void momN18_mailOfDefaultGoesAtOnceWhenItIsLetGo() {
        QueueId one = waiting("default", "far.example");
        assertEquals(0, reload(BINDINGS + "default_binding suspended\n"));
        assertEquals(0, reload(BINDINGS + "default_binding none\n"));

        assertEquals(1, reload(BINDINGS));
        assertEquals(List.of(one), due());
    }

    @Test
    void b23_whenTheTimeIsOverTheMailGoes() throws IOException {
        QueueId one = waiting("one", "far.example");
        suspend("one", "", Duration.ofMinutes(30));
        clock.advance(Duration.ofMinutes(30).minusSeconds(1));
        paused.tick();
        assertEquals(List.of(), due());

        clock.advance(Duration.ofSeconds(1));
        paused.tick();
        assertEquals(List.of(one), due());
    }

    @Test
    void b23_oneDomainGoesAlone() throws IOException {
        QueueId far = waiting("one", "far.example");
        waiting("one", "other.example");
        suspend("one", "", Duration.ZERO);
        suspend("two", "far.example", Duration.ZERO);
        suspend("one", "far.example", Duration.ZERO);
        states.resume("two", Optional.of("far.example"));
        assertEquals(0, paused.letGo());
        states.resume("one", Optional.of("far.example"));
        assertEquals(0, paused.letGo(), "the whole binding is still suspended");
        suspend("one", "other.example", Duration.ZERO);

        states.resume("one", Optional.empty());
        assertEquals(2, paused.letGo());
        assertTrue(due().contains(far));
    }

    @Test
    void momN33_mailOfASuspendedBindingThatIsRemovedGoesByDefault() throws IOException {
        QueueId one = waiting("one", "far.example");
        suspend("one", "", Duration.ZERO);

        assertEquals(1, reload("binding two bind_address 127.0.1.2\n"));
        assertEquals(List.of(one), due());
    }

    @Test
    void b21_moreRoomForAYoungBindingLetsItsMailGo() {
        reload(BINDINGS + "binding one warm_up 1/day\n");
        assertFalse(outgoing.orElseThrow().pauses().warmUp("one", ids.next()).isPresent());
        QueueId one = waiting("one", "far.example");
        assertTrue(outgoing.orElseThrow().pauses().warmUp("one", one).isPresent());

        assertEquals(0, reload(BINDINGS + "binding one warm_up 1/day\n"));
        assertEquals(1, reload(BINDINGS + "binding one warm_up 2/day\n"));
        assertEquals(List.of(one), due());
    }

    @Test
    void bi16_whenARestIsCancelledTheMailGoes() {
        QueueId one = waiting("one", "far.example");
        waiting("one", "other.example");
        waiting("two", "far.example");

        assertEquals(1, paused.letGo(states, "one", "far.example"));
        assertEquals(List.of(one), due());
    }

    /** An attempt that was under way when mail was let go puts it off an hour all the same. */
    @Test
    void momN16_mailThatWasPutOffMeanwhileGoesSoon() throws IOException {
        suspend("one", "", Duration.ZERO);
        clock.advance(Duration.ofMinutes(7));
        QueueId found = waiting("one", "far.example");
        QueueId retried = waiting("one", "far.example");
        backlog.add(backlog.find(retried).orElseThrow().dueAt(clock.instant().plusSeconds(7200)));
        assertTrue(backlog.take(found));
        BacklogEntry later = backlog.find(found).orElseThrow();
        states.resume("one", Optional.empty());
        assertEquals(2, paused.letGo());
        assertEquals(List.of(retried), due());
        backlog.add(later.dueAt(clock.instant().plus(Duration.ofHours(1))));

        paused.tick();
        assertEquals(List.of(), due());
        clock.advance(Duration.ofSeconds(5));
        paused.tick();
        assertEquals(List.of(found), due());
    }

    /** Between two looks an hour apart nothing is taken, however often the queue ticks. */
    @Test
    void momN16_suspendedMailCostsNothingWhileItWaits() throws IOException {
        suspend("one", "", Duration.ZERO);
        for (int i = 0; i < 1000; i++) {
            waiting("one", "far.example");
        }
        for (int minute = 0; minute < 59; minute++) {
            clock.advance(Duration.ofMinutes(1));
            paused.tick();
            assertEquals(List.of(), due());
        }
        assertEquals(0, runs);
    }
}
