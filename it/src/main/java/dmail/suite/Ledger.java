package dmail.suite;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Holds what the servers were given against what they gave back. Safe for many threads. */
public final class Ledger {
    /** One message for one mailbox. */
    public record Entry(String id, String box) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * How the books stand.
     *
     * @param accepted how many copies were answered with 250
     * @param lost copies answered with 250 that never came out
     * @param repeated copies that came out more than once
     * @param unknown copies that came out but never went in
     * @param corrupt what came out but was no message of ours
     */
    public record Balance(
            int accepted,
            Set<Entry> lost,
            Set<Entry> repeated,
            Set<Entry> unknown,
            List<String> corrupt) {
        public Balance {
            lost = Set.copyOf(lost);
            repeated = Set.copyOf(repeated);
            unknown = Set.copyOf(unknown);
            corrupt = List.copyOf(corrupt);
        }
    }

    private final Set<Entry> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Entry> doubtful = ConcurrentHashMap.newKeySet();
    private final Map<Entry, Integer> seen = new ConcurrentHashMap<>();
    private final List<String> corrupt = new java.util.concurrent.CopyOnWriteArrayList<>();

    /** A message whose final dot was answered with 250. */
    public void accepted(String id, Collection<String> boxes) {
        boxes.forEach(box -> accepted.add(new Entry(id, box)));
    }

    /** A message whose final dot was never answered: the server may have it or not. */
    public void doubtful(String id, Collection<String> boxes) {
        boxes.forEach(box -> doubtful.add(new Entry(id, box)));
    }

    /** A message that came out of a mailbox for good. */
    public void collected(String box, byte[] message) {
        ProvableMessage.idOf(message)
                .ifPresentOrElse(id -> collected(box, id), () -> corrupt(box, message));
    }

    /** A message, known to be whole, that came out of a mailbox for good. */
    public void collected(String box, String id) {
        seen.merge(new Entry(id, box), 1, Integer::sum);
    }

    /** A message that is not as it was sent. */
    public void corrupt(String box, byte[] message) {
        String text = new String(message, java.nio.charset.StandardCharsets.ISO_8859_1);
        corrupt.add(box + ": " + text.substring(0, Math.min(600, text.length())));
    }

    /** {@return the names of that mailbox's messages that were accepted but not seen yet} */
    public Set<String> outstanding(String box) {
        return accepted.stream()
                .filter(entry -> entry.box().equals(box) && !seen.containsKey(entry))
                .map(Entry::id)
                .collect(java.util.stream.Collectors.toSet());
    }

    /** {@return how many copies were answered with 250 so far} */
    public int size() {
        return accepted.size();
    }

    /** {@return how many messages were answered with 250, whatever the number of their copies} */
    public long messages() {
        return accepted.stream().map(Entry::id).distinct().count();
    }

    /** {@return how the books stand} */
    public Balance balance() {
        Set<Entry> lost = new TreeSet<>(accepted);
        lost.removeAll(seen.keySet());
        Set<Entry> unknown = new TreeSet<>(seen.keySet());
        unknown.removeAll(accepted);
        unknown.removeAll(doubtful);
        Map<Entry, Integer> repeated = new TreeMap<>(seen);
        repeated.values().removeIf(times -> times == 1);
        return new Balance(accepted.size(), lost, repeated.keySet(), unknown, corrupt);
    }
}
