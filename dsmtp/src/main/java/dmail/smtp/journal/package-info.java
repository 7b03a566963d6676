/**
 * Owns the journal: preallocated segments under {@code work_path/journal} to which one writer adds
 * whatever all sessions have ready, with one sync for the group. It promises that what {@link
 * dmail.smtp.journal.Journal#commit} returned from is read back after any crash, once, until it is
 * marked done. The form of the files is described in dmail-queue(5). It may call {@code message},
 * {@code protocol}, {@code queuefile} and {@code common}.
 */
package dmail.smtp.journal;
