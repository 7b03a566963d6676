/**
 * Owns our side of a conversation with another mail server (RFC 5321): connecting, introducing
 * ourselves, encryption, handing over one message after another. It promises that a message is
 * called taken only when the other host said so, and that nothing the host says or fails to say is
 * waited for without bound. It may call {@code message}, {@code message.edit}, {@code protocol} and
 * {@code common}.
 */
package dmail.smtp.client;
