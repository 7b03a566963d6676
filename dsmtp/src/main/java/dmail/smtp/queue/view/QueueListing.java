package dmail.smtp.queue.view;

import dmail.smtp.queuefile.QueuedMessage;
import java.time.Instant;

/**
 * A queued message as an administrator sees it.
 *
 * @param next when it is tried next, or would have been
 * @param end when it expires, unless it is still held then
 */
public record QueueListing(QueuedMessage message, State state, Instant next, Instant end) {
    /** What happens to it. */
    public enum State {
        /** Waits for its time or turn. */
        DEFERRED,
        /** Being tried. */
        ACTIVE,
        /** Held. */
        HOLD
    }
}
