/**
 * Owns the delivery to drop files, one mailbox at a time. It promises that a message is in the drop
 * file whole and once, or not at all, and that a mailbox on a file server that hangs holds up no
 * other. It may call {@code delivery}, {@code message}, {@code policy} and {@code common}.
 */
package dmail.smtp.delivery.local;
