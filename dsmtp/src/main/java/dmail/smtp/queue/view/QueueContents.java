package dmail.smtp.queue.view;

/**
 * How much of the queue was listed.
 *
 * @param shown how many messages were shown, the oldest first
 * @param found how many matched
 * @param octets of the matching messages
 * @param onDiskAlone about how many more are on the disk alone, because memory has no room for them
 *     or their files can't be read now
 * @param queued how many are in memory, matching or not
 */
public record QueueContents(int shown, int found, long octets, int onDiskAlone, int queued) {}
