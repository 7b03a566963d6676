/**
 * Owns what is done to the form of a message: bodies with other octets than ASCII become
 * quoted-printable or base64 where only seven bits pass (RFC 6152 section 3, RFC 2045), and a text
 * can be added to a message's end; everything else stays as it is. It promises that the reader gets
 * the same content. It knows streams of octets alone.
 */
package dmail.smtp.mime;
