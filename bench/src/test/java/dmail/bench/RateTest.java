package dmail.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void takesTheMiddleOfTheRounds() {
        assertEquals(2.0, Rate.median(List.of(9.0, 1.0, 2.0)));
        assertEquals(1.5, Rate.median(List.of(2.0, 1.0)));
    }

    @Test
    void countsPerSecond() {
        assertEquals(40.0, Rate.of(20, Instant.EPOCH, Instant.EPOCH.plusMillis(500)));
    }

    @Test
    void findsTheValueThatMostStayUnder() {
        assertEquals(99, Rate.percentile(List.of(range(1, 60), range(61, 100)), 99));
        assertEquals(7, Rate.percentile(List.of(new long[] {7}), 99));
    }

    private static long[] range(int first, int last) {
        return java.util.stream.LongStream.rangeClosed(first, last).toArray();
    }
}
