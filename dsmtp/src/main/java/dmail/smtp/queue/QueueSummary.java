package dmail.smtp.queue;

import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.view.QueueAges;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The queued messages by domain, or by provider; a message for several of them counts for each. */
public final class QueueSummary {
    private static final Comparator<Map.Entry<String, int[]>> MOST_FIRST =
            Comparator.comparingInt(
                            (Map.Entry<String, int[]> e) -> Arrays.stream(e.getValue()).sum())
                    .reversed()
                    .thenComparing(Map.Entry::getKey);

    private final int[] total = zeros();
    private final Map<String, int[]> counts = new HashMap<>();

    private final int onDiskAlone;
    private final UnaryOperator<String> row;

    private QueueSummary(int onDiskAlone, UnaryOperator<String> row) {
        this.onDiskAlone = onDiskAlone;
        this.row = row;
    }

    /**
     * {@return the summary}
     *
     * @param row the name under which a domain is counted
     */
    static QueueSummary of(
            Backlog backlog, Instant now, QueueViewer viewer, UnaryOperator<String> row)
            throws IOException {
        QueueSummary summary = new QueueSummary(backlog.onDiskAlone(), row);
        for (BacklogEntry entry : backlog.all()) {
            summary.count(entry, now);
            viewer.keepAlive();
        }
        return summary;
    }

    private void count(BacklogEntry entry, Instant now) {
        int column = QueueAges.column(Duration.between(entry.accepted(), now));
        total[column]++;
        Set<String> rows = new HashSet<>();
        for (String domain : entry.domains()) {
            String name = row.apply(domain);
            if (rows.add(name)) {
                counts.computeIfAbsent(name, _ -> zeros())[column]++;
            }
        }
    }

    private static int[] zeros() {
        return new int[QueueAges.LIMITS.size() + 1];
    }

    /** {@return the totals of all messages} */
    public QueueAges total() {
        return ages("", total);
    }

    /** {@return the domains with queued messages, most messages first} */
    public Iterable<QueueAges> domains() {
        List<Map.Entry<String, int[]>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(MOST_FIRST);
        return () -> sorted.stream().map(e -> ages(e.getKey(), e.getValue())).iterator();
    }

    /** {@return about how many more messages are on the disk, and not counted} */
    public int onDiskAlone() {
        return onDiskAlone;
    }

    /** {@return how many domains there are} */
    public int domainCount() {
        return counts.size();
    }

    private static QueueAges ages(String domain, int[] byAge) {
        return new QueueAges(domain, Arrays.stream(byAge).boxed().toList());
    }
}
