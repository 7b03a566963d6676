/**
 * Owns passwords and what is kept in their place: crypt(3) forms, SCRAM (RFC 5802, RFC 7677), and
 * the server's own secret from which answers about unknown users are made. It knows no users. It
 * may call {@code log} and {@code system}.
 */
package dmail.common.authent.password;
