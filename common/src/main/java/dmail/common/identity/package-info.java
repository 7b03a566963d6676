/**
 * Owns what this host is to a client at each address: its name, its greeting, and the certificate
 * of the domain group that is met there. It may call {@code address}, {@code config}, {@code
 * config.group}, {@code config.listen}, {@code config.type}, {@code login} and {@code mbox}.
 */
package dmail.common.identity;
