package dmail.common.config;

/** Text of a file as a message may show it: short, and without control characters. */
final class Shown {
    private static final int LONGEST = 60;

    private Shown() {}

    static String quoted(String text) {
        return '"' + plain(text) + '"';
    }

    static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(visible(c)));
        boolean cut = text.codePointCount(0, text.length()) > LONGEST;
        return cut ? shown.append("...").toString() : shown.toString();
    }

    /** Control and format characters can move a terminal's cursor or turn its writing around. */
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
