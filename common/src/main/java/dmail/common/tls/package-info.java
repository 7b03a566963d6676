/**
 * Owns the encryption of clients' connections: reading certificate and key, and the handshake. TLS
 * runs over the streams the connection had before, so that their time-outs still apply. It may call
 * {@code io}, {@code memory} and {@code net}.
 */
package dmail.common.tls;
