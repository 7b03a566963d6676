/**
 * Owns the queue manager: what has been accepted, what is tried when, in what order, what hold and
 * release mean, and when mail is given up. It promises that no message is forgotten and none is
 * tried twice within its interval. It stands on the journal, the queue files and the deliveries. It
 * may call {@code client}, {@code delivery}, {@code delivery.local}, {@code delivery.program},
 * {@code delivery.remote}, {@code dns}, {@code journal}, {@code message}, {@code protocol}, {@code
 * queuefile}, {@code report}, {@code routing} and {@code common}.
 */
package dmail.smtp.queue;
