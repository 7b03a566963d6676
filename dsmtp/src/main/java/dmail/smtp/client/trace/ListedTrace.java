package dmail.smtp.client.trace;

/**
 * A trace as it is listed.
 *
 * @param number by which it is removed
 * @param binding whose sessions are written down, or {@code *}
 * @param domain for which they are, or {@code *}
 * @param octets written so far
 * @param ended why nothing more is written, or empty
 */
public record ListedTrace(
        int number, String binding, String domain, String file, long octets, String ended) {}
