/**
 * Owns the queue manager: which accepted mail is tried when and in what order, hold and release,
 * and when mail expires. It promises that no message is forgotten and none is tried twice within
 * its interval. It uses the journal, the queue files and the deliveries.
 */
package dmail.smtp.queue;
