/**
 * Owns the server's side of logins by SASL (RFC 4422) as AUTH of SMTP and of POP3 carries them:
 * PLAIN, LOGIN and SCRAM-SHA-256. It understands and proves; who a user is and whether a password
 * is right, its callers ask {@code login}. It does no input or output. It may call {@code authent},
 * {@code authent.password} and {@code memory}.
 */
package dmail.common.sasl;
