/**
 * Owns the form in which a message travels where only seven bits pass (RFC 6152 section 3): bodies
 * with other octets than ASCII become quoted-printable or base64 (RFC 2045), everything else stays
 * as it is. It promises that the reader gets the same text. It knows streams of octets alone.
 */
package dmail.smtp.mime;
