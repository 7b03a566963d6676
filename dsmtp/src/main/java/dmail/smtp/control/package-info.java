/**
 * Owns what {@code tellsmtp} asks about the queue, outgoing mail and DNS, and the words of the
 * answers. It decides nothing: the queue does. It may call {@code client}, {@code dns}, {@code
 * message}, {@code queue}, {@code queuefile} and {@code common}.
 */
package dmail.smtp.control;
