package dmail.smtp.queue.backlog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much queued mail each binding has, counted as messages come, change and go; guarded by {@link
 * Backlog}. Without bindings this is one object.
 */
final class BacklogByBinding {
    private final Map<String, Count> counts = new HashMap<>();

    private static final class Count {
        int queued;
        int ready;
    }

    /** A message takes another state; one that is gone has no part in the counts. */
    void moved(List<BindingShare> shares, QueueItem.State from, QueueItem.State to) {
        int queued = isQueued(to) - isQueued(from);
        int ready = isReady(to) - isReady(from);
        if (queued != 0 || ready != 0) {
            for (BindingShare share : shares) {
                add(share, queued, ready);
            }
        }
    }

    private void add(BindingShare share, int queued, int ready) {
        Count count = counts.computeIfAbsent(share.binding(), _ -> new Count());
        count.queued += queued * share.recipients();
        count.ready += ready * share.recipients();
        if (count.queued == 0) {
            counts.remove(share.binding());
        }
    }

    private static int isQueued(QueueItem.State state) {
        return state == QueueItem.State.GONE ? 0 : 1;
    }

    private static int isReady(QueueItem.State state) {
        return state == QueueItem.State.READY ? 1 : 0;
    }

    /** {@return the counts now, by binding} */
    Map<String, QueuedByBinding> all() {
        Map<String, QueuedByBinding> all = new HashMap<>();
        counts.forEach((binding, count) ->
                all.put(binding, new QueuedByBinding(count.queued, count.ready)));
        return all;
    }
}
