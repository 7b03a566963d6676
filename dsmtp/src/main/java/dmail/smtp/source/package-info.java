/**
 * Owns from which address of this host mail leaves, and under which name: the orders in which both
 * are looked for. It promises that an address that is dedicated to a domain group carries no other
 * mail, and that the name follows the address. The orders know neither sockets nor files; what the
 * machine has is asked of {@link dmail.smtp.source.Machine}. It may call {@code message} and {@code
 * common}.
 */
package dmail.smtp.source;
