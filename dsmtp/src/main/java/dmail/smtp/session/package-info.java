/**
 * Owns one client's conversation: its state, the order of commands, the octets of its messages. It
 * promises to stay in step with the client whatever is refused, and to say 250 only for what the
 * queue has made safe. It may call {@code protocol}, {@code policy}, {@code routing} and {@code
 * queue}; it doesn't see {@code delivery}.
 */
package dmail.smtp.session;
