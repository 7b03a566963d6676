package dmail.smtp.routing;

import dmail.smtp.message.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The targets found so far; duplicates are dropped. */
final class ExpandedRecipients {
    private final Map<Object, ExpandedRecipient> found = new LinkedHashMap<>();

    void add(Target target, Destination destination) {
        Object index =
                destination instanceof Destination.Local(var mailbox)
                        ? mailbox.dropFile()
                        : destination;
        found.putIfAbsent(index, new ExpandedRecipient(target, destination));
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

    int count() {
        return found.size();
    }

    List<ExpandedRecipient> all() {
        return List.copyOf(found.values());
    }
}
