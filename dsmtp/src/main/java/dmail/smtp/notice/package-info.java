/**
 * Owns what the server itself writes to its administrator. It promises that a notice is queued like
 * any other mail, and that trouble with one is logged and stops nothing. It may call {@code queue}.
 */
package dmail.smtp.notice;
