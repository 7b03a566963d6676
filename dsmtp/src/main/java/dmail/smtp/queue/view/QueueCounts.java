package dmail.smtp.queue.view;

/**
 * How much mail there is, for {@code status}.
 *
 * @param inJournal recipients in delivery
 * @param queued messages in the queue
 * @param onDiskAlone about how many more are on the disk alone, because memory has no room for them
 *     or their files can't be read now
 * @param setAside damaged files
 * @param segments of the journal in use
 */
public record QueueCounts(int inJournal, int queued, int onDiskAlone, int setAside, int segments) {}
