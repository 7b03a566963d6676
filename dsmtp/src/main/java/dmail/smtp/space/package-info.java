/**
 * Owns the question whether there is room for more mail. It promises that mail is refused for a
 * time before the disk is full, and that the administrator hears of it once. It may call {@code
 * message} and {@code common}.
 */
package dmail.smtp.space;
