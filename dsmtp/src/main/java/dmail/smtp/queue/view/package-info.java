/**
 * Owns what is shown of the queue to an administrator: messages, counts, ages and what a change
 * did. It promises to change nothing. It may call {@code message} and {@code queuefile}.
 */
package dmail.smtp.queue.view;
