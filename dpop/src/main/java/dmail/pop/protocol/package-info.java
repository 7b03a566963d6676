/**
 * Owns the syntax of POP3: command lines and replies (RFC 1939, 2449, 3206, 6856). All of it is
 * pure: no sockets, no files, no clock. It may call {@code common.authent.password}.
 */
package dmail.pop.protocol;
