package dmail.smtp.queue;

/**
 * How much mail there is, for {@code status}.
 *
 * @param inJournal recipients accepted and on their way
 * @param queued messages that wait for another attempt
 * @param leftOut about how many more wait on the disk alone, since memory has no room for them or
 *     their files can't be read now
 * @param setAside files that could not be understood
 * @param segments of the journal in use
 */
public record QueueCounts(int inJournal, int queued, int leftOut, int setAside, int segments) {}
