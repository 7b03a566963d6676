/**
 * Owns the way in for programs of this host: a socket that any user may open, and a folder that any
 * user may leave mail in while the server is down. It promises that the kernel says who sends, and
 * that a message left in the folder is taken up or stays there. The dialogue on the socket is that
 * of {@code session}, handed in from above. It may call {@code message}, {@code policy}, {@code
 * protocol} and {@code common}.
 */
package dmail.smtp.submission;
