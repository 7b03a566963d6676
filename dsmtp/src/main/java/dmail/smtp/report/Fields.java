package dmail.smtp.report;

/**
 * Builds header fields with CRLF, long ones folded (RFC 5322 section 2.2.3). Unfolding gives each
 * value back unchanged.
 */
final class Fields {
    private static final int WIDTH = 78;

    private final StringBuilder text = new StringBuilder();

    Fields with(String name, String value) {
        StringBuilder line = new StringBuilder(name).append(':');
        for (String word : value.split(" ", -1)) {
            boolean tooLong = line.length() + 1 + word.length() > WIDTH;
            if (tooLong && !word.isEmpty() && !line.toString().endsWith(":")) {
                text.append(line).append("\r\n");
                line.setLength(0);
            }
            line.append(' ').append(word);
        }
        text.append(line).append("\r\n");
        return this;
    }

    /** Ends a block of fields. */
    Fields end() {
        text.append("\r\n");
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
