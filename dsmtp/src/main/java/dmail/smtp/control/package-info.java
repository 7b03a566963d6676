/**
 * Owns what {@code tellsmtp} asks about the queue, outgoing mail and DNS, and the words of the
 * answers. It decides nothing: the queue does.
 */
package dmail.smtp.control;
