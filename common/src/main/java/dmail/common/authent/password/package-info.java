/**
 * Owns passwords and their stored forms: crypt(3), SCRAM (RFC 5802, RFC 7677), and the servers' own
 * secret from which decoys for unknown users are made. It knows no users. It may call {@code log}
 * and {@code system}.
 */
package dmail.common.authent.password;
