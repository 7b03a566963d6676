package dmail.smtp.routing;

import dmail.smtp.message.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The targets found so far; duplicates are dropped. */
final class ExpandedRecipients {
    private final Map<Object, ExpandedRecipient> found = new LinkedHashMap<>();
    private final Predicate<Destination> enough;
    private boolean complete;

    /**
     * @param enough whether a target makes all further ones unnecessary
     */
    ExpandedRecipients(Predicate<Destination> enough) {
        this.enough = enough;
    }

    void add(Target target, Destination destination) {
        Object index =
                destination instanceof Destination.Local(var mailbox)
                        ? mailbox.dropFile()
                        : destination;
        found.putIfAbsent(index, new ExpandedRecipient(target, destination));
        complete = complete || enough.test(destination);
    }

    /**
     * Removes the targets added since there were so many, if none of them is deliverable.
     *
     * @return whether that is so
     */
    boolean takeBackDiscarded(int before) {
        List<Map.Entry<Object, ExpandedRecipient>> since =
                found.entrySet().stream().skip(before).toList();
        boolean discarded =
                since.stream()
                        .allMatch(
                                end -> end.getValue().destination() instanceof Destination.Unknown);
        if (discarded) {
            since.forEach(end -> found.remove(end.getKey()));
        }
        return discarded;
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
