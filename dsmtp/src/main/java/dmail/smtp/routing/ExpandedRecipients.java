package dmail.smtp.routing;

import dmail.smtp.message.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The ends found so far; whatever is meant twice is there once. */
final class ExpandedRecipients {
    private final Map<Object, ExpandedRecipient> found = new LinkedHashMap<>();
    private final Predicate<Destination> enough;
    private boolean complete;

    /**
     * @param enough tells of an end whether no more need be found
     */
    ExpandedRecipients(Predicate<Destination> enough) {
        this.enough = enough;
    }

    void add(Target target, Destination destination) {
        Object place =
                destination instanceof Destination.Local(var mailbox)
                        ? mailbox.dropFile()
                        : destination;
        found.putIfAbsent(place, new ExpandedRecipient(target, destination));
        complete = complete || enough.test(destination);
    }

    /**
     * Takes ends back that have come since there were so many, if none of them is any good.
     *
     * @return whether no good end has come since then
     */
    boolean takeBackDiscarded(int before) {
        List<Map.Entry<Object, ExpandedRecipient>> since =
                found.entrySet().stream().skip(before).toList();
        boolean nobody =
                since.stream()
                        .allMatch(
                                end -> end.getValue().destination() instanceof Destination.Unknown);
        if (nobody) {
            since.forEach(end -> found.remove(end.getKey()));
        }
        return nobody;
    }

    boolean isComplete() {
        return complete;
    }

    int count() {
        return found.size();
    }

    List<ExpandedRecipient> all() {
        return List.copyOf(found.values());
    }
}
