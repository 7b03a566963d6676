/**
 * Owns the check of free space. It promises that mail is refused temporarily before the disk is
 * full, and that the administrator gets one notice. It may call {@code message} and {@code common}.
 */
package dmail.smtp.space;
