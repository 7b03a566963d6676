/**
 * Owns the control commands about the queue, outgoing mail and DNS, and the texts of their replies.
 * It decides nothing: the queue does.
 */
package dmail.smtp.control;
