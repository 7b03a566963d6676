/**
 * Owns the content of drop files: the From line, quoting, appending, finding messages; and the
 * ledger of collected messages. It promises that a drop file never has an incomplete message. How
 * it is opened and locked is known to {@code dropfile}. It may call {@code address}, {@code
 * dropfile} and {@code io}.
 *
 * <p>The rule of one channel: closing any channel of a file drops all fcntl locks that this process
 * has on it. So a drop file is opened, read and closed only by the holder of its {@link
 * dmail.common.dropfile.DropLock}, through that lock's channel. Whoever has a channel of his own
 * for reading, as a POP session may, must not close it while the lock is held.
 */
package dmail.common.mbox;
