package dmail.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The arithmetic of measurements. */
final class Rate {
    private Rate() {}

    /** {@return how many a second} */
    static double of(long count, Instant start, Instant end) {
        return count / (Duration.between(start, end).toNanos() / 1e9);
    }

    /** {@return the value that so many of a hundred stay at or under} */
    static double percentile(List<long[]> values, int percent) {
        long[] sorted = values.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted[Math.max(0, rank - 1)];
    }

    /** {@return the middle value, or the mean of the two in the middle} */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
