/**
 * Owns changes of a message's octets: quoted-printable or base64 where only seven bits pass (RFC
 * 6152 section 3, RFC 2045), and a footer ({@code add_footer}) at its end. It promises that the
 * reader gets the same content, and that no message is lost or delayed because of a footer. It may
 * call {@code message} and {@code common}.
 */
package dmail.smtp.message.edit;
