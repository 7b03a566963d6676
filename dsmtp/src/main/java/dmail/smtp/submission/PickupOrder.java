package dmail.smtp.submission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Chooses which pickup files come next: of each owner about as many as of any other, and of these
 * the oldest. Only the chosen ones are kept in memory.
 */
final class PickupOrder {
    private static final Comparator<PickupFile> OLDEST_FIRST =
            Comparator.comparing(PickupFile::changed).thenComparing(PickupFile::file);

    private final int most;
    private final Map<Integer, Line> lines = new HashMap<>();
    private final TreeSet<Line> longestLast =
            new TreeSet<>(Comparator.comparingInt(Line::length).thenComparingInt(Line::owner));
    private int size;

    /**
     * @param most how many are chosen; at least 1
     */
    PickupOrder(int most) {
        this.most = most;
    }

    /**
     * The chosen files of one owner; the queue gives the newest first, since that is dropped first.
     */
    private record Line(int owner, PriorityQueue<PickupFile> files) {
        Line(int owner) {
            this(owner, new PriorityQueue<>(OLDEST_FIRST.reversed()));
        }

        int length() {
            return files.size();
        }
    }

    /** Adds a file; beyond the limit the longest line drops its newest. */
    void add(PickupFile file) {
        Line line = lines.computeIfAbsent(file.owner(), Line::new);
        longestLast.remove(line);
        line.files().add(file);
        longestLast.add(line);
        size++;
        if (size > most) {
            shorten(longestLast.removeLast());
        }
    }

    private void shorten(Line longest) {
        longest.files().remove();
        size--;
        if (longest.length() > 0) {
            longestLast.add(longest);
        } else {
            lines.remove(longest.owner());
        }
    }

    /** {@return how many owners the chosen files have} */
    int owners() {
        return lines.size();
    }

    /** {@return the chosen files: each owner's oldest, then each one's next, and so on} */
    List<PickupFile> inOrder() {
        Deque<Deque<PickupFile>> waiting = new ArrayDeque<>();
        lines.values().stream()
                .map(line -> new ArrayDeque<>(line.files().stream().sorted(OLDEST_FIRST).toList()))
                .sorted(Comparator.comparing(ArrayDeque::getFirst, OLDEST_FIRST))
                .forEach(waiting::add);
        List<PickupFile> order = new ArrayList<>(size);
        while (!waiting.isEmpty()) {
            Deque<PickupFile> line = waiting.remove();
            order.add(line.remove());
            if (!line.isEmpty()) {
                waiting.add(line);
            }
        }
        return order;
    }
}
