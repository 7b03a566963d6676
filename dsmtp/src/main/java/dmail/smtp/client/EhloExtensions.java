package dmail.smtp.client;

import java.util.List;
import java.util.Locale;

/**
 * The extensions that a host announced in its reply to EHLO.
 *
 * @param largest the largest message in octets (RFC 1870), {@link #ANY_SIZE} without a limit
 * @param size whether SIZE is supported at all
 */
record EhloExtensions(
        boolean pipelining,
        boolean size,
        long largest,
        boolean eightBit,
        boolean utf8,
        boolean chunking,
        boolean reports,
        boolean encryption) {
    static final long ANY_SIZE = Long.MAX_VALUE;

    /** What HELO gives. */
    static final EhloExtensions NONE =
            new EhloExtensions(false, false, ANY_SIZE, false, false, false, false, false);

    private static final int MOST_DIGITS = 18;

    /** {@return the extensions in the lines after the first; unknown keywords are ignored} */
    static EhloExtensions of(PeerReply reply) {
        List<String> words =
                reply.lines().stream()
                        .skip(1)
                        .map(line -> line.strip().toUpperCase(Locale.ROOT))
                        .toList();
        return new EhloExtensions(
                words.contains("PIPELINING"),
                words.stream().anyMatch(word -> word.equals("SIZE") || word.startsWith("SIZE ")),
                words.stream().mapToLong(EhloExtensions::largest).min().orElse(ANY_SIZE),
                words.contains("8BITMIME"),
                words.contains("SMTPUTF8"),
                words.contains("CHUNKING"),
                words.contains("DSN"),
                words.contains("STARTTLS"));
    }

    /** RFC 1870 section 3: no number, or 0, means no limit. */
    private static long largest(String word) {
        if (!word.startsWith("SIZE ")) {
            return ANY_SIZE;
        }
        String digits = word.substring("SIZE ".length()).strip();
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= MOST_DIGITS
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long octets = number ? Long.parseLong(digits) : 0;
        return octets == 0 ? ANY_SIZE : octets;
    }
}
