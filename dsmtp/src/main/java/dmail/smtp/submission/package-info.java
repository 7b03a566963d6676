/**
 * Owns the submission of mail by programs of this host: a socket that any user may connect to, and
 * a folder that any user may leave mail in while the server is down. It promises that the kernel
 * says who sends, and that a pickup file is accepted or stays there. It may call {@code message},
 * {@code policy}, {@code protocol} and {@code common}.
 */
package dmail.smtp.submission;
