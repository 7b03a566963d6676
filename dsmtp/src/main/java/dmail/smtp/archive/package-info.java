/**
 * Owns the archive: a copy of each message that is accepted, and the program that moves the copies
 * of past days away. It promises that no message is accepted without its copy while there is an
 * archive; trouble with it is ours, so that the client keeps the message and comes again. It may
 * call {@code delivery.program}, {@code message} and {@code common}.
 */
package dmail.smtp.archive;
