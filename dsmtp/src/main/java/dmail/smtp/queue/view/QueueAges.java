package dmail.smtp.queue.view;

import java.time.Duration;
import java.util.List;

/**
 * The numbers of messages for one domain, by age.
 *
 * @param byAge for each of {@link #LIMITS}, those younger than it but not than the one before; the
 *     last number is that of the others
 */
public record QueueAges(String domain, List<Integer> byAge) {
    /** The ages that are told apart. */
    public static final List<Duration> LIMITS =
            List.of(
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofDays(1),
                    Duration.ofDays(2));

    public QueueAges {
        byAge = List.copyOf(byAge);
    }

    /** {@return the total} */
    public int total() {
        return byAge.stream().mapToInt(Integer::intValue).sum();
    }

    /** {@return the index in {@link #byAge} of a message of that age} */
    public static int column(Duration age) {
        int column = 0;
        while (column < LIMITS.size() && age.compareTo(LIMITS.get(column)) >= 0) {
            column++;
        }
        return column;
    }
}
