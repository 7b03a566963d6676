/**
 * Owns the question whether there is room for more mail. It promises that mail is refused for a
 * time before the disk is full, and that the administrator hears of it once. It may call {@code
 * notice} and {@code queue}.
 */
package dmail.smtp.space;
