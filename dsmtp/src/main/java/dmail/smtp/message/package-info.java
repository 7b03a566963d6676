/**
 * Owns what is known about a message while it is ours: its id, envelope and octets, and where
 * octets lie until the journal has them. It promises that an envelope names only what RFC 5321
 * allows. Sessions see this package and nothing behind it. It may call {@code protocol} and {@code
 * common}.
 */
package dmail.smtp.message;
