package dmail.common.config.type;

/**
 * Text from a file in the form in which a message may show it: short, and without control
 * characters.
 */
public final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    public static String quoted(String text) {
        char mark = text.contains("\"") ? '\'' : '"';
        return mark + plain(text) + mark;
    }

    public static String plain(String text) {
        boolean cut = text.codePointCount(0, text.length()) > LONGEST;
        return cut
                ? plainWhole(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "..."
                : plainWhole(text);
    }

    /** {@return the text without characters that could move a terminal's cursor, in full length} */
    public static String plainWhole(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.appendCodePoint(visible(c)));
        return shown.toString();
    }

    /** {@return the lines of a text in that form, each ended as before by LF; tabs stay} */
    public static String plainLines(String text) {
        StringBuilder shown = new StringBuilder();
        text.replace("\r\n", "\n")
                .codePoints()
                .forEach(c -> shown.appendCodePoint(c == '\n' || c == '\t' ? c : visible(c)));
        return shown.toString();
    }

    /**
     * Control and format characters can move a terminal's cursor or change the direction of
     * writing.
     */
    private static int visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    '?';
            default -> codePoint;
        };
    }
}
