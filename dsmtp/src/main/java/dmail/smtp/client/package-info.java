/**
 * Owns our side of a session with another mail server (RFC 5321): connecting, EHLO, STARTTLS,
 * sending messages. It promises that a message counts as accepted only when the host said so, and
 * that every wait has a time-out. It may call {@code client.local}, {@code client.trace}, {@code
 * message}, {@code message.edit}, {@code protocol} and {@code common}.
 */
package dmail.smtp.client;
