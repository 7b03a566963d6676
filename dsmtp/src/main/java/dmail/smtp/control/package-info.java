/**
 * Owns the control commands about the queue, outgoing mail and DNS, and the texts of their replies.
 * It decides nothing: the queue does. It may call {@code binding}, {@code binding.state}, {@code
 * client}, {@code control.binding}, {@code delivery.remote}, {@code dns}, {@code message}, {@code
 * policy}, {@code queue}, {@code queue.view}, {@code queuefile}, {@code routing}, {@code source}
 * and {@code common}.
 */
package dmail.smtp.control;
