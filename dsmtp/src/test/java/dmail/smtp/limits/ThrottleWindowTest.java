package dmail.smtp.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.binding.value.Rate;
import dmail.common.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held to a rate. */
final class ThrottleWindowTest {
    private final FakeClock clock = FakeClock.atNoon();

    @Test
    void bi18_aFullNumberMayGoAtOnce() {
        ThrottleWindow window = new ThrottleWindow(new Rate(60, 3), clock);

        assertEquals(60, takeAll(window));
        assertEquals(Duration.ofSeconds(3), window.untilFree());
    }

    @Test
    void bi18_allOfItMayGoAgainAfterTheWindow() {
        ThrottleWindow window = new ThrottleWindow(new Rate(60, 3), clock);
        takeAll(window);

        clock.advance(Duration.ofMillis(2999));
        assertEquals(0, takeAll(window));
        clock.advance(Duration.ofMillis(1));
        assertEquals(60, takeAll(window));
    }

    /** Steps at random, with a fixed seed: all that may go goes, and windows are counted anew. */
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    most, seconds
                    60,   3
                    1,    1
                    20,   1
                    5000, 10
                    """)
    void momN9_noWindowHasMoreThanTheNumber(int most, int seconds) {
        ThrottleWindow window = new ThrottleWindow(new Rate(most, seconds), clock);
        Random random = new Random(18);
        List<Instant> done = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            int wanted = random.nextInt(2 * most);
            for (int i = 0; i < wanted && take(window); i++) {
                done.add(clock.instant());
            }
            clock.advance(Duration.ofMillis(random.nextInt(1, 400 * seconds)));
        }

        assertTrue(done.size() > 3 * most);
        for (int i = most; i < done.size(); i++) {
            Duration between = Duration.between(done.get(i - most), done.get(i));
            assertTrue(between.compareTo(Duration.ofSeconds(seconds)) >= 0, between.toString());
        }
    }

    /** Of a high rate events are kept in bursts, which may hold one back for a moment. */
    @Test
    void momN9_aHighRateIsUsedUpToAThousandth() {
        ThrottleWindow window = new ThrottleWindow(new Rate(100_000, 10), clock);
        int done = 0;
        for (int step = 0; step < 40_000; step++) {
            done += takeAll(window);
            clock.advance(Duration.ofMillis(1));
        }

        assertTrue(done >= 399_000, done + " are done in 40 seconds");
    }

    @Test
    void momN10_itIsFreeWhenItSaysSo() {
        ThrottleWindow window = new ThrottleWindow(new Rate(2, 10), clock);
        assertEquals(Duration.ZERO, window.untilFree());
        assertTrue(take(window));
        clock.advance(Duration.ofSeconds(4));
        assertTrue(take(window));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(Duration.ofSeconds(5), window.untilFree());

        clock.advance(window.untilFree());
        assertTrue(take(window));
        assertFalse(take(window));
    }

    @Test
    void whatIsGivenBackDoesNotCount() {
        ThrottleWindow window = new ThrottleWindow(new Rate(2, 10), clock);
        assertTrue(window.begin());
        assertTrue(window.begin());
        window.giveBack();

        assertEquals(1, takeAll(window));
    }

    @Test
    void whatWasDoneBeforeAReloadCounts() {
        ThrottleWindow window = new ThrottleWindow(new Rate(2, 10), clock);
        takeAll(window);
        window.change(new Rate(3, 10));
        assertEquals(1, takeAll(window));

        window.change(new Rate(2, 10));
        clock.advance(Duration.ofSeconds(9));
        assertEquals(0, takeAll(window));
        assertEquals(Duration.ofSeconds(1), window.untilFree());
    }

    @Test
    void aClockThatIsSetBackStopsItForOneWindowAtMost() {
        ThrottleWindow window = new ThrottleWindow(new Rate(2, 10), clock);
        takeAll(window);
        clock.advance(Duration.ofHours(-1));

        assertEquals(Duration.ofSeconds(10), window.untilFree());
        clock.advance(Duration.ofSeconds(10));
        assertEquals(2, takeAll(window));
    }

    /** The other host may see it at any moment between its begin and its end. */
    @Test
    void momN9_whatTakesTimeCountsUntilAWindowAfterItsEnd() {
        ThrottleWindow window = new ThrottleWindow(new Rate(2, 10), clock);
        assertTrue(window.begin());
        assertTrue(take(window));
        clock.advance(Duration.ofSeconds(9));
        assertFalse(window.begin());
        assertEquals(Duration.ofSeconds(1), window.untilFree());
        window.end();
        clock.advance(Duration.ofSeconds(1));

        assertEquals(1, takeAll(window));
        clock.advance(Duration.ofSeconds(9));
        assertEquals(1, takeAll(window));
    }

    @Test
    void momN9_withAllUnderWayItTakesAWindowAtLeast() {
        ThrottleWindow window = new ThrottleWindow(new Rate(1, 10), clock);
        assertTrue(window.begin());
        clock.advance(Duration.ofSeconds(30));

        assertFalse(window.begin());
        assertEquals(Duration.ofSeconds(10), window.untilFree());
    }

    private static boolean take(ThrottleWindow window) {
        boolean begins = window.begin();
        if (begins) {
            window.end();
        }
        return begins;
    }

    private static int takeAll(ThrottleWindow window) {
        int taken = 0;
        while (take(window)) {
            taken++;
        }
        return taken;
    }
}
