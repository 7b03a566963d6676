package dmail.smtp.client;

import java.util.List;
import java.util.Locale;

/**
 * What the other host said it can do, in answer to EHLO.
 *
 * @param largest the largest message in octets (RFC 1870), {@link #ANY_SIZE} when it sets no bound
 * @param size whether it wants to be told sizes at all
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

    /** After HELO. */
    static final EhloExtensions NONE =
            new EhloExtensions(false, false, ANY_SIZE, false, false, false, false, false);

    private static final int MOST_DIGITS = 18;

    /** {@return what the lines behind the first say; words not known are passed over} */
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

    /** RFC 1870 section 3: no number, or 0, is no bound. */
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
