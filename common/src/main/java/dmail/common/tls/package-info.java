/**
 * Owns encryption of clients' connections: reading the certificate and its key, and the handshake.
 * A connection is encrypted over the streams it had before, so that their time limits still hold.
 * It may call {@code io}, {@code memory} and {@code net}.
 */
package dmail.common.tls;
