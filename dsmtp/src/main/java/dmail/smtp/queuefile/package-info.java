/**
 * Owns the plain files of deferred messages, as dmail-queue(5) describes them. It promises that a
 * file is there whole or not at all, and that a damaged one is set aside and never lost. It may
 * call {@code message}, {@code protocol} and {@code common}.
 */
package dmail.smtp.queuefile;
