package dmail.pop.maildrop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers messages that are the same octet for octet, so that their unique ids differ. Numbers that
 * an older index gave are given again in the same order; a new copy gets a number above all others.
 */
final class Copies {
    /** Keys have the copy number 0. */
    private final Map<Uidl, Deque<Integer>> free = new HashMap<>();

    private final Map<Uidl, Integer> highest = new HashMap<>();

    /**
     * @param older what was known
     * @param kept how many of its first messages keep their entries and are not numbered again
     */
    Copies(MailboxIndex older, int kept) {
        for (int number = 1; number <= older.messages(); number++) {
            Uidl uidl = older.uidl(number);
            Uidl octets = uidl.ofCopy(0);
            highest.merge(octets, uidl.copy(), Math::max);
            if (number > kept) {
                free.computeIfAbsent(octets, _ -> new ArrayDeque<>(1)).add(uidl.copy());
            }
        }
    }

    MessageEntry numbered(MessageEntry entry) {
        Uidl octets = entry.uidl().ofCopy(0);
        Deque<Integer> given = free.get(octets);
        int copy =
                given == null || given.isEmpty()
                        ? highest.merge(octets, 1, Integer::sum)
                        : given.remove();
        return entry.withUidl(octets.ofCopy(copy));
    }
}
