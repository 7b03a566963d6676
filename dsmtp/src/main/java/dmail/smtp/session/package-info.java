/**
 * Owns one client's session: its state, the order of commands, the octets of its messages. It
 * promises to stay in step with the client whatever is refused, and to reply 250 only for what the
 * queue has made durable. It may call {@code protocol}, {@code policy}, {@code routing}, {@code
 * message} and {@code space}; it doesn't see {@code delivery}.
 */
package dmail.smtp.session;
