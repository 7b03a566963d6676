package dmail.smtp.binding.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.binding.value.RestAfter;
import dmail.common.config.binding.value.WarmUp;
import dmail.common.config.binding.value.WarmUp.Period;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.QueueIds;
import java.io.IOException;
import java.nio.file.Files;
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

/** What is remembered of bindings, also over a restart. */
final class BindingStatesTest {
    private static final Instant HALF_PAST = Instant.parse("2026-11-21T12:30:00Z");
    private static final SuspendedBinding ONE =
            new SuspendedBinding("one", Optional.empty(), Optional.of(HALF_PAST), "black listed");
    private static final SuspendedBinding ONE_FAR =
            new SuspendedBinding("one", Optional.of("far.example"), Optional.empty(), "");
    private static final WarmUp TWO_A_DAY = new WarmUp(2, Period.DAY);
    private static final RestAfter TWICE = new RestAfter(2, Duration.ofMinutes(30));

    private final FakeClock clock = FakeClock.atNoon();
    private final QueueIds ids = new QueueIds(clock, new Random(1));
    private final MemoryLog log = new MemoryLog();
    private final Path file;
    private BindingStates states;

    BindingStatesTest(@TempDir Path folder) {
        file = folder.resolve("bindings.state");
        states = read();
    }

    private BindingStates read() {
        return BindingStates.of(new StateFile(file), clock, log);
    }

    /** As after a kill: nothing is stored at the end. */
    private void restart() {
        states = read();
    }

    @Test
    void b23_itResumesByItselfAndTheReasonShows() throws IOException {
        assertTrue(states.suspend(ONE));
        assertEquals(Optional.of(ONE), states.suspension("one"));
        assertEquals(Optional.of(ONE), states.suspension("one", "other.example"));
        assertEquals(Optional.empty(), states.suspension("two"));

        clock.advance(Duration.ofMinutes(30).minusSeconds(1));
        states.endThoseOver();
        assertEquals("black listed", states.suspension("one").orElseThrow().reason());
        clock.advance(Duration.ofSeconds(1));
        states.endThoseOver();

        assertEquals(Optional.empty(), states.suspension("one"));
        assertEquals(
                List.of(
                        "warning: - binding suspended binding=one until=2026-11-21T12:30:00Z"
                                + " reason=\"black listed\"",
                        "info: - binding resumed binding=one by=time"),
                log.lines());
    }

    @Test
    void b23_oneDomainIsPausedAlone() throws IOException {
        states.suspend(ONE_FAR);

        assertEquals(Optional.of(ONE_FAR), states.suspension("one", "far.example"));
        assertEquals(Optional.empty(), states.suspension("one", "other.example"));
        assertEquals(Optional.empty(), states.suspension("one"));
        assertEquals(Optional.empty(), states.suspension("two", "far.example"));

        states.suspend(ONE);
        assertTrue(states.resume("one", Optional.of("far.example")));
        assertFalse(states.resume("one", Optional.of("far.example")));
        assertEquals(Optional.of(ONE), states.suspension("one", "far.example"));
    }

    @Test
    void bi12_resumeEndsAllThatIsSuspendedOfTheBinding() throws IOException {
        states.suspend(ONE);
        states.suspend(ONE_FAR);

        assertTrue(states.resume("one", Optional.empty()));
        assertEquals(Optional.empty(), states.suspension("one", "far.example"));
        assertFalse(states.resume("one", Optional.empty()));
        assertFalse(Files.exists(file), "nothing is left to remember");
        restart();
        assertEquals(List.of(), states.suspensions().all());
    }

    @Test
    void b23_itIsStillSuspendedAfterAKill() throws IOException {
        states.suspend(ONE);
        states.suspend(ONE_FAR);
        restart();

        assertEquals(Optional.of(ONE), states.suspension("one"));
        assertEquals(
                Optional.of(ONE_FAR), states.suspensions().find("one", Optional.of("far.example")));
    }

    @Test
    void aKillWhileTheFileIsWrittenLeavesTheOldOne() throws IOException {
        states.suspend(ONE);
        Files.writeString(file.resolveSibling("bindings.state.new"), "DMail-Binding-St");
        restart();

        assertEquals(Optional.of(ONE), states.suspension("one"));
        states.suspend(ONE_FAR);
        restart();
        assertEquals(2, states.suspensions().all().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DMail-Binding-States: 2\n",
                "DMail-Binding-States: 1\nsuspended one -\n",
                "DMail-Binding-States: 1\nsuspended one - 99999999999999999 \n",
                "DMail-Binding-States: 1\nwarm_up one today 3\n",
                "DMail-Binding-States: 1\nelse\n"
            })
    void aFileThatCannotBeReadIsLoggedAndNothingIsRemembered(String text) throws IOException {
        Files.writeString(file, text);
        restart();

        assertEquals(List.of(), states.suspensions().all());
        assertEquals(1, log.lines().size(), log.lines()::toString);
        assertTrue(
                log.lines().getFirst().startsWith("error: - cannot read states of bindings file="),
                log.lines()::toString);
        states.suspend(ONE);
        restart();
        assertEquals(Optional.of(ONE), states.suspension("one"));
    }

    @Test
    void whatCannotBeStoredHoldsUntilARestart() throws IOException {
        Files.createDirectory(file.resolveSibling("bindings.state.new"));

        assertThrows(IOException.class, () -> states.suspend(ONE));
        assertEquals(Optional.of(ONE), states.suspension("one"));
        clock.advance(Duration.ofMinutes(1));
        states.storeInTurn();
        assertTrue(
                log.lines().getLast().startsWith("error: - cannot store states of bindings file="),
                log.lines()::toString);

        Files.delete(file.resolveSibling("bindings.state.new"));
        clock.advance(Duration.ofMinutes(1));
        states.storeInTurn();
        restart();
        assertEquals(Optional.of(ONE), states.suspension("one"));
    }

    @Test
    void whatIsCountedIsRecipients() {
        states.received("one", 3);
        states.delivered("one", 2);
        states.failed("one", 1);

        assertEquals(new BindingCounts(3, 2, 1), states.counts("one"));
        assertEquals(BindingCounts.NONE, states.counts("two"));
    }

    private boolean take(WarmUp limit, QueueId id) {
        return states.take("one", limit, id);
    }

    @Test
    void bi15_afterNMessagesInThePeriodItTakesNoMore() {
        QueueId first = ids.next();
        assertTrue(take(TWO_A_DAY, first));
        clock.advance(Duration.ofHours(3));
        assertTrue(take(TWO_A_DAY, ids.next()));

        assertTrue(states.isUsedUp("one", TWO_A_DAY));
        assertFalse(take(TWO_A_DAY, ids.next()));
        assertTrue(take(TWO_A_DAY, first), "one that is tried again counts once");
        assertFalse(states.isUsedUp("two", TWO_A_DAY));
        assertFalse(states.isUsedUp("one", new WarmUp(3, Period.DAY)));
        assertEquals(Instant.parse("2026-11-22T12:00:00Z"), states.nextPeriod("one", TWO_A_DAY));
        assertEquals(
                List.of("info: - warm-up used up binding=one until=2026-11-22T12:00:00Z"),
                log.lines());

        clock.advance(Duration.ofHours(21));
        assertTrue(take(TWO_A_DAY, ids.next()));
    }

    @Test
    void bi15_theLogHasTheEndOfThePeriodInWholeSeconds() {
        clock.advance(Duration.ofNanos(751_694_320));
        assertTrue(take(new WarmUp(1, Period.DAY), ids.next()));

        assertEquals(
                List.of("info: - warm-up used up binding=one until=2026-11-22T12:00:01Z"),
                log.lines());
    }

    @Test
    void bi15_anHourIsAPeriodToo() {
        WarmUp oneAnHour = new WarmUp(1, Period.HOUR);
        assertTrue(take(oneAnHour, ids.next()));
        clock.advance(Duration.ofHours(1).minusSeconds(1));
        assertFalse(take(oneAnHour, ids.next()));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(take(oneAnHour, ids.next()));
    }

    @Test
    void b21_warmUpGoesOnAfterARestartAndIsStoredAtMostEachMinute() throws IOException {
        take(TWO_A_DAY, ids.next());
        states.storeInTurn();
        assertFalse(Files.exists(file), "not in the first minute");
        clock.advance(Duration.ofMinutes(1));
        states.storeInTurn();
        String stored = Files.readString(file);
        take(TWO_A_DAY, ids.next());
        states.storeInTurn();
        assertEquals(stored, Files.readString(file));
        restart();
        assertTrue(take(TWO_A_DAY, ids.next()));
        assertFalse(take(TWO_A_DAY, ids.next()));

        states.storeNow();
        restart();
        assertFalse(take(TWO_A_DAY, ids.next()));
        clock.advance(Duration.ofDays(1));
        assertTrue(take(TWO_A_DAY, ids.next()));
    }

    private void refuse(String binding, String domain) {
        states.refused(binding, domain, "127.0.1.1", TWICE, "550 5.7.1 no");
    }

    @Test
    void b22_afterRefusalsInARowThatPairAloneRests() {
        refuse("one", "far.example");
        states.served("one", "far.example", "127.0.1.1");
        refuse("one", "far.example");
        assertEquals(List.of(), states.rests(), "they were not in a row");
        refuse("two", "far.example");
        refuse("one", "other.example");
        assertEquals(List.of(), states.rests(), "they were of other pairs");
        refuse("one", "far.example");

        assertEquals(
                List.of(
                        new RestingPair(
                                "one", "far.example", "127.0.1.1", HALF_PAST, "550 5.7.1 no")),
                states.rests());
        assertEquals(Optional.of(HALF_PAST), states.restsUntil("one", "far.example", "127.0.1.1"));
        assertEquals(Optional.empty(), states.restsUntil("one", "far.example", "127.0.1.2"));
        assertEquals(Optional.empty(), states.restsUntil("one", "other.example", "127.0.1.1"));
        assertTrue(states.isResting("one", "far.example"));
        assertFalse(states.isResting("two", "far.example"));
    }

    @Test
    void b22_aRestEndsByItselfAndTheNextNeedsAllRefusalsAgain() {
        refuse("one", "far.example");
        refuse("one", "far.example");
        clock.advance(Duration.ofMinutes(30));
        states.endThoseOver();

        assertEquals(List.of(), states.rests());
        refuse("one", "far.example");
        assertEquals(List.of(), states.rests());
        refuse("one", "far.example");
        assertEquals(1, states.rests().size());
    }

    @Test
    void bi16_aRestIsCancelled() {
        refuse("one", "far.example");
        refuse("one", "far.example");

        assertEquals(0, states.cancelRest("one", "other.example"));
        assertEquals(1, states.cancelRest("one", "far.example"));
        assertEquals(0, states.cancelRest("one", "far.example"));
        assertEquals(Optional.empty(), states.restsUntil("one", "far.example", "127.0.1.1"));
    }

    @Test
    void b22_hostileDomainsDoNotFillTheMemory() {
        for (int i = 0; i < 10_010; i++) {
            refuse("one", i + ".example");
            refuse("one", i + ".example");
        }

        assertEquals(10_000, states.rests().size());
        assertFalse(states.isResting("one", "0.example"));
    }
}
