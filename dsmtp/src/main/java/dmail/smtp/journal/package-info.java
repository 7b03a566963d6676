/**
 * Owns the journal: preallocated segments under {@code work_path/journal} to which one writer adds
 * the records of all sessions, with one sync for a group. It promises that a message for which
 * {@link dmail.smtp.journal.Journal#commit} returned is replayed after any crash until it is marked
 * done. It may call {@code message} and {@code common}. The format is described in dmail-queue(5).
 */
package dmail.smtp.journal;
