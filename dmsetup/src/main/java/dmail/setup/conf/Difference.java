package dmail.setup.conf;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, for people: lines with + and -, and some around them. */
public final class Difference {
    private static final int AROUND = 2;

    /** With more to compare, all old lines are shown as gone and all new ones as new. */
    private static final long MOST_CELLS = 1_000_000;

    private final List<String> old;
    private final List<String> fresh;
    private final int[][] common;
    private final List<String> all = new ArrayList<>();

    private Difference(List<String> old, List<String> fresh) {
        this.old = old;
        this.fresh = fresh;
        long cells = (old.size() + 1L) * (fresh.size() + 1L);
        this.common =
                cells > MOST_CELLS ? new int[0][0] : new int[old.size() + 1][fresh.size() + 1];
        measure();
    }

    /** {@return lines that begin with +, - or a blank; " ..." stands for lines left out} */
    public static List<String> lines(String old, String fresh) {
        List<String> before = old.lines().toList();
        List<String> after = fresh.lines().toList();
        int head = 0;
        int shorter = Math.min(before.size(), after.size());
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail)
                        .equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        return between(before, after, head, tail);
    }

    /** The lines that both begin and end with need no comparison, however many they are. */
    private static List<String> between(
            List<String> before, List<String> after, int head, int tail) {
        Difference middle =
                new Difference(
                        before.subList(head, before.size() - tail),
                        after.subList(head, after.size() - tail));
        before.subList(Math.max(0, head - AROUND - 1), head)
                .forEach(line -> middle.all.add("  " + line));
        middle.walk();
        int end = before.size() - tail;
        before.subList(end, Math.min(before.size(), end + AROUND + 1))
                .forEach(line -> middle.all.add("  " + line));
        return middle.shortened();
    }

    /** The length of the longest common sequence of what is left of both, from each place. */
    private void measure() {
        for (int i = common.length - 2; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                common[i][j] =
                        old.get(i).equals(fresh.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
    }

    private void walk() {
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (common.length == 0) {
                i = takeOld(i, old.size());
                j = takeNew(j, fresh.size());
            } else if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                all.add("  " + old.get(i));
                i++;
                j++;
            } else if (j < fresh.size()
                    && (i == old.size() || common[i][j + 1] > common[i + 1][j])) {
                j = takeNew(j, j + 1);
            } else {
                i = takeOld(i, i + 1);
            }
        }
    }

    private int takeOld(int from, int to) {
        old.subList(from, to).forEach(line -> all.add("- " + line));
        return to;
    }

    private int takeNew(int from, int to) {
        fresh.subList(from, to).forEach(line -> all.add("+ " + line));
        return to;
    }

    private List<String> shortened() {
        List<String> shown = new ArrayList<>();
        boolean gap = false;
        for (int i = 0; i < all.size(); i++) {
            if (isNearChange(i)) {
                shown.add(all.get(i));
                gap = false;
            } else if (!gap) {
                shown.add("  ...");
                gap = true;
            }
        }
        return shown;
    }

    private boolean isNearChange(int index) {
        int from = Math.max(0, index - AROUND);
        int to = Math.min(all.size(), index + AROUND + 1);
        return all.subList(from, to).stream().anyMatch(line -> !line.startsWith("  "));
    }
}
