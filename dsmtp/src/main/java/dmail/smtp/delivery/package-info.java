/**
 * Owns one attempt to deliver a message: its recipients, the result of each, and who is told. The
 * packages below deliver to mailboxes, programs and other hosts. It may call {@code message},
 * {@code routing} and {@code common}.
 */
package dmail.smtp.delivery;
