package dmail.smtp.routing;

import dmail.smtp.queue.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The ends found so far; whatever is meant twice is there once. */
final class Leaves {
    private final Map<Object, Leaf> found = new LinkedHashMap<>();
    private final Predicate<Destination> enough;
    private boolean complete;

    /**
     * @param enough tells of an end whether no more need be found
     */
    Leaves(Predicate<Destination> enough) {
        this.enough = enough;
    }

    void add(Target target, Destination destination) {
        Object place =
                destination instanceof Destination.Local(var mailbox)
                        ? mailbox.dropFile()
                        : destination;
        found.putIfAbsent(place, new Leaf(target, destination));
        complete = complete || enough.test(destination);
    }

    boolean isComplete() {
        return complete;
    }

    int count() {
        return found.size();
    }

    List<Leaf> all() {
        return List.copyOf(found.values());
    }
}
