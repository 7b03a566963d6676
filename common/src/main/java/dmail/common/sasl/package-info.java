/**
 * Owns the server's side of SASL (RFC 4422) for AUTH of SMTP and POP3: PLAIN, LOGIN and
 * SCRAM-SHA-256. It parses and proves; its callers ask {@code login} who a user is and whether a
 * password is right. It does no input or output. It may call {@code authent}, {@code
 * authent.password} and {@code memory}.
 */
package dmail.common.sasl;
