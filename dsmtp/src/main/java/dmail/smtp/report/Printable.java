package dmail.smtp.report;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes texts of other hosts fit for a report: one line, printable, not too long. */
final class Printable {
    /** A line may have 998 octets (RFC 5322 section 2.1.1), with the name of its field. */
    private static final int LONGEST = 900;

    private Printable() {}

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /**
     * {@return the text with each control character a blank, and only ASCII when that is wanted}
     */
    static String of(String text, boolean international) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(printable(c, international)));
        return cut(line.toString().strip());
    }

    private static String cut(String line) {
        int octets = 0;
        for (int at = 0; at < line.length(); at = line.offsetByCodePoints(at, 1)) {
            octets += Character.toString(line.codePointAt(at)).getBytes(UTF_8).length;
            if (octets > LONGEST) {
                return line.substring(0, at) + "...";
            }
        }
        return line;
    }

    private static int printable(int c, boolean international) {
        if (c == '\t' || Character.isISOControl(c)) {
            return ' ';
        }
        boolean shown = international && Character.isDefined(c) && !isLineEndOrSurrogate(c);
        return c < 0x80 || shown ? c : '?';
    }

    private static boolean isLineEndOrSurrogate(int c) {
        return c == 0x2028 || c == 0x2029 || Character.getType(c) == Character.SURROGATE;
    }
}
