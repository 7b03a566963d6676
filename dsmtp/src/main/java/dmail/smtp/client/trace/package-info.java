/**
 * Owns what is written down of sessions with other hosts when an administrator asks for it. It
 * promises that nobody who doesn't ask pays for it, and that a file of it is new, private and
 * bounded. It may call {@code common}.
 */
package dmail.smtp.client.trace;
