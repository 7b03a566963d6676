/**
 * Owns the control commands about bindings and the connections that leave by them, and the texts of
 * their replies. It decides nothing: the queue and the policy of sources do. It may call {@code
 * binding}, {@code binding.state}, {@code client}, {@code client.trace}, {@code delivery.remote},
 * {@code dns}, {@code message}, {@code protocol}, {@code queue}, {@code queue.backlog}, {@code
 * queue.view}, {@code source} and {@code common}.
 */
package dmail.smtp.control.binding;
