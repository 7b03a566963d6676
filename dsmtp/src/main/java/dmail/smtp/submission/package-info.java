/**
 * Owns the way in for programs of this host: a socket that any user may open, and a folder that any
 * user may leave mail in while the server is down. It promises that the kernel says who sends, and
 * that a message left in the folder is taken up or stays there. It may call {@code session}, {@code
 * queue}, {@code policy} and {@code protocol}.
 */
package dmail.smtp.submission;
