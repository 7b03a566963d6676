/**
 * Owns the plain files of messages that wait for another attempt, as dmail-queue(5) describes them.
 * It promises that a file is there whole or not at all, and that one that can't be understood is
 * set aside and never lost. It may call {@code message}, {@code protocol} and {@code common}.
 */
package dmail.smtp.queuefile;
