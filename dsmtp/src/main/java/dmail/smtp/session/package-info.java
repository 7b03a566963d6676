/**
 * Owns one client's session: its state, the order of commands, the octets of its messages. It
 * promises to stay in step with the client whatever is refused, and to reply 250 only for what the
 * queue has made durable. It submits messages to {@code message}'s {@code MailQueue}; the queue,
 * the journal and the deliveries behind that it doesn't see. It may call {@code archive}, {@code
 * binding}, {@code message}, {@code message.edit}, {@code policy}, {@code protocol}, {@code
 * routing}, {@code space} and {@code common}.
 */
package dmail.smtp.session;
