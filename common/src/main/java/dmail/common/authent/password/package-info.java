/**
 * Owns passwords and what is kept in their place: crypt(3) forms, SCRAM (RFC 5802, RFC 7677), and
 * the server's own secret from which answers about unknown users are made. It knows no users.
 */
package dmail.common.authent.password;
