/**
 * Owns what this host calls itself to a client: its name and its greeting at each address. It may
 * call {@code address}, {@code config}, {@code config.listen}, {@code config.type}, {@code login}
 * and {@code mbox}.
 */
package dmail.common.identity;
