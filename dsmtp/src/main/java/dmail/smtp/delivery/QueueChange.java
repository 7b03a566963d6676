package dmail.smtp.delivery;

import dmail.smtp.queue.QueueId;
import java.util.List;

/**
 * What came of an administrator's order for queued messages.
 *
 * @param done those that were changed, or would be
 * @param busy how many were left alone because they were being tried
 * @param failed how many could not be changed; the log says why
 */
public record QueueChange(List<QueueId> done, int busy, int failed) {
    public QueueChange {
        done = List.copyOf(done);
    }
}
