package dmail.smtp.queue;

/**
 * How much of the queue was asked for.
 *
 * @param shown how many messages were shown, the oldest of them
 * @param found how many there are
 * @param octets of these together
 * @param unread about how many more are on the disk alone, since memory has no room for them
 * @param queued how many there are in all that memory knows, whatever was asked for
 */
public record QueueContents(int shown, int found, long octets, int unread, int queued) {}
