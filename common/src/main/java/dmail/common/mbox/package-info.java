/**
 * Owns drop files: their locks, the From line, quoting, appending, finding messages, and the ledger
 * of messages that were collected. It promises that a drop file is never half written and that no
 * link leads out of the mail folders. It may call {@code io} and {@code log}.
 *
 * <p>The rule of one channel: closing any channel of a file drops all fcntl locks that this process
 * has on it. So a drop file is opened, read and closed only by the holder of its {@link
 * dmail.common.mbox.DropLock}, through that lock's channel; whoever keeps a channel of his own for
 * reading, as a POP session may, must not close it while the lock is held.
 */
package dmail.common.mbox;
