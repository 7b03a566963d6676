package dmail.smtp.queue;

import dmail.smtp.queuefile.QueuedMessage;
import java.time.Instant;

/**
 * A queued message as an administrator sees it.
 *
 * @param next when it is tried next, or was to be
 * @param end when it is given up, unless it is held until then
 */
public record QueueListing(QueuedMessage message, State state, Instant next, Instant end) {
    /** What happens to it. */
    public enum State {
        /** It waits for its time or its turn. */
        DEFERRED,
        /** It is being tried. */
        ACTIVE,
        /** It waits for the administrator. */
        HOLD
    }
}
