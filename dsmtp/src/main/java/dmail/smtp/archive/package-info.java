/**
 * Owns the archive: a copy of each accepted message, and the program that moves the copies of past
 * days away. It promises that, while there is an archive, no message is accepted without its copy:
 * when the copy can't be written the client gets a temporary failure. It may call {@code
 * delivery.program}, {@code message} and {@code common}.
 */
package dmail.smtp.archive;
