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
 * Chooses which left files are taken next, however many there are: of each owner as many as of any
 * other, his oldest first. Only those that may be taken are remembered.
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
     * @param most how many may be taken; at least 1
     */
    PickupOrder(int most) {
        this.most = most;
    }

    /** One owner's files, the newest of which gives way. */
    private record Line(int owner, PriorityQueue<PickupFile> files) {
        Line(int owner) {
            this(owner, new PriorityQueue<>(OLDEST_FIRST.reversed()));
        }

        int length() {
            return files.size();
        }
    }

    /** Notes one that waits; while too many do, the longest line gives up its newest. */
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

    /** {@return how many owners those have that may be taken} */
    int owners() {
        return lines.size();
    }

    /** {@return those that may be taken: each owner's oldest, then each one's next, and so on} */
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
