/**
 * Owns what is known about a message while it is ours: its id, envelope and octets, and where
 * octets lie until the journal has them. It promises that an envelope names only what RFC 5321
 * allows. It may call {@code protocol}'s values and {@code common}; sessions see this package and
 * nothing behind it.
 */
package dmail.smtp.message;
