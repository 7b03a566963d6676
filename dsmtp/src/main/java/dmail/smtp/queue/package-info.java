/**
 * Owns the queue manager: which accepted mail is tried when and in what order, hold and release,
 * and when mail expires. It promises that no message is forgotten and none is tried twice within
 * its interval. It uses the journal, the queue files and the deliveries. It may call {@code
 * binding}, {@code binding.state}, {@code client}, {@code delivery}, {@code delivery.local}, {@code
 * delivery.program}, {@code delivery.remote}, {@code dns}, {@code journal}, {@code message}, {@code
 * protocol}, {@code queue.backlog}, {@code queue.view}, {@code queuefile}, {@code report}, {@code
 * routing}, {@code source} and {@code common}.
 */
package dmail.smtp.queue;
