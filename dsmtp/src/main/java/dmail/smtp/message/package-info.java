/**
 * Owns a message's id, envelope and octets, and the place of the octets until the journal has them.
 * It promises that an envelope has only what RFC 5321 allows. It may call {@code protocol}'s values
 * and {@code common}; sessions see this package and nothing behind it.
 */
package dmail.smtp.message;
