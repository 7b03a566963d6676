package dmail.smtp.queue.backlog;

/**
 * How many recipients of queued messages leave by one binding.
 *
 * @param queued all of them
 * @param ready those that are due and wait for their turn
 */
public record QueuedByBinding(int queued, int ready) {
    /** No mail. */
    public static final QueuedByBinding NONE = new QueuedByBinding(0, 0);
}
