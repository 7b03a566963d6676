package dmail.smtp.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For whom mail waits.
 *
 * @param total all messages, of no domain
 * @param domains those domains that mail waits for, most first; a message for several counts for
 *     each of them
 */
public record QueueSummary(QueueAges total, List<QueueAges> domains) {
    private static final Comparator<QueueAges> MOST_FIRST =
            Comparator.comparingInt(QueueAges::total).reversed().thenComparing(QueueAges::domain);

    public QueueSummary {
        domains = List.copyOf(domains);
    }

    static QueueSummary of(List<BacklogEntry> entries, Instant now) {
        List<Integer> total = zeros();
        Map<String, List<Integer>> counts = new HashMap<>();
        for (BacklogEntry entry : entries) {
            int column = QueueAges.column(Duration.between(entry.accepted(), now));
            countOne(total, column);
            for (String domain : entry.domains()) {
                countOne(counts.computeIfAbsent(domain, _ -> zeros()), column);
            }
        }
        List<QueueAges> domains = new ArrayList<>();
        counts.forEach((domain, byAge) -> domains.add(new QueueAges(domain, byAge)));
        domains.sort(MOST_FIRST);
        return new QueueSummary(new QueueAges("", total), domains);
    }

    private static List<Integer> zeros() {
        return new ArrayList<>(Collections.nCopies(QueueAges.LIMITS.size() + 1, 0));
    }

    private static void countOne(List<Integer> counts, int column) {
        counts.set(column, counts.get(column) + 1);
    }
}
