/**
 * Owns octets on sockets: bounded lines in, buffered replies out, the accept loop. It knows nothing
 * of mail; callers decide what a line means. It may call {@code address}, {@code io}, {@code log},
 * {@code memory} and {@code system}.
 */
package dmail.common.net;
