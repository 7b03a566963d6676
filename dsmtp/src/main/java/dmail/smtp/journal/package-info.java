/**
 * Owns the journal: preallocated segments under {@code work_path/journal} to which one writer adds
 * the records of all sessions, with one sync for a group. It promises that a message for which
 * {@link dmail.smtp.journal.Journal#commit} returned is replayed after any crash until it is marked
 * done, and that a few messages that take long leave room for all others. The format is described
 * in dmail-queue(5). It may call {@code message}, {@code protocol}, {@code queuefile} and {@code
 * common}.
 */
package dmail.smtp.journal;
