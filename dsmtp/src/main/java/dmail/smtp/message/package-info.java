/**
 * Owns a message's id, envelope and octets, and the place of the octets until the journal has them.
 * It promises that an envelope has only what RFC 5321 allows. Sessions see this package and nothing
 * behind it. It may call {@code protocol} and {@code common}.
 */
package dmail.smtp.message;
