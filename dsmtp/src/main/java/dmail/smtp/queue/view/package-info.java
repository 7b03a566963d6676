/**
 * Owns what is shown of the queue to an administrator: messages, counts, ages and what a change
 * did. It promises to change nothing. It may call {@code message}, {@code queuefile} and {@code
 * common}.
 */
package dmail.smtp.queue.view;
