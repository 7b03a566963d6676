/**
 * Owns the queue as memory knows it: an entry for each deferred message, its state, and whose turn
 * it is. It promises that messages take a bounded part of the account of memory, and that no
 * destination holds up the others. It reads and writes no files. It may call {@code delivery},
 * {@code message}, {@code queue.view}, {@code queuefile} and {@code common}.
 */
package dmail.smtp.queue.backlog;
