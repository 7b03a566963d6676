package dmail.smtp.report;

/** Makes other hosts' words fit for a report: one line, printable, not too long. */
final class Printable {
    /** A line may have 998 octets (RFC 5322 section 2.1.1), with the name of its field. */
    private static final int LONGEST_ASCII = 900;

    private static final int LONGEST_UTF8 = LONGEST_ASCII / 4;

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
        String stripped = line.toString().strip();
        int longest = international ? LONGEST_UTF8 : LONGEST_ASCII;
        if (stripped.length() <= longest) {
            return stripped;
        }
        boolean splits = Character.isHighSurrogate(stripped.charAt(longest - 1));
        return stripped.substring(0, splits ? longest - 1 : longest) + "...";
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
