/**
 * Owns one client's conversation: its state, the order of commands, the octets of its messages. It
 * promises to stay in step with the client whatever is refused, and to say 250 only for what the
 * queue has made safe. It hands messages over through {@code message}'s {@code MailQueue}; the
 * queue, the journal and the delivery behind it, it doesn't see. It may call {@code message},
 * {@code message.edit}, {@code policy}, {@code protocol}, {@code routing}, {@code space} and {@code
 * common}.
 */
package dmail.smtp.session;
