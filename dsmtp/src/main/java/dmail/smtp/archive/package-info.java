/**
 * Owns the archive: a copy of each accepted message, and the program that moves the copies of past
 * days away. While there is an archive no message is accepted without its copy: {@code session}
 * keeps the copy first, and when it can't be written the client gets a temporary failure. It may
 * call {@code delivery.program}, {@code message} and {@code common}.
 */
package dmail.smtp.archive;
