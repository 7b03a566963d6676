/**
 * Owns what is done to the octets of a message: other octets than ASCII become quoted-printable or
 * base64 where only seven bits pass (RFC 6152 section 3, RFC 2045), and a footer ({@code
 * add_footer}) can be added to its end; everything else stays as it is. It promises that the reader
 * gets the same content, and that no message is lost or held up for the sake of a footer. It may
 * call {@code message} and {@code common}.
 */
package dmail.smtp.message.edit;
