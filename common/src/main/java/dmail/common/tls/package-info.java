/**
 * Owns the encryption of clients' connections: reading certificates and keys, and their files' new
 * versions; which one a client is shown; and the handshake. TLS runs over the streams the
 * connection had before, so that their time-outs still apply. It may call {@code io}, {@code log},
 * {@code memory} and {@code net}.
 */
package dmail.common.tls;
