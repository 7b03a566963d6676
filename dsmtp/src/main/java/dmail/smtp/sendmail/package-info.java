/**
 * Owns the {@code sendmail} command: its options, the message on standard input, and the submission
 * to dsmtp. It promises that a message is submitted for all its recipients or not at all, and that
 * the exit status says which. It may call {@code message}, {@code protocol}, {@code submission} and
 * {@code common}.
 */
package dmail.smtp.sendmail;
