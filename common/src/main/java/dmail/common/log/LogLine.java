package dmail.common.log;

import dmail.common.io.Reason;

/**
 * A log line being built: {@code ID event name=value name=value}.
 *
 * <p>It is always one line of printable text: control characters and octets that aren't ASCII are
 * written as {@code \xNN}, values with blanks are quoted, long values are cut.
 */
public final class LogLine {
    private static final int LONGEST_VALUE = 512;

    private final StringBuilder text = new StringBuilder(120);

    private LogLine(String id, String event) {
        text.append(id).append(' ').append(event);
    }

    /**
     * Starts a line.
     *
     * @param id of the session or message, {@code -} for an event of neither
     * @param event a stable word or a few, as in dmail-log(5)
     */
    public static LogLine of(String id, String event) {
        return new LogLine(id, event);
    }

    /** Starts a line about the server as a whole. */
    public static LogLine of(String event) {
        return new LogLine("-", event);
    }

    /** Adds {@code name=value}; an exception of the operating system is put into words. */
    public LogLine with(String name, Object value) {
        text.append(' ').append(name).append('=');
        append(value instanceof Exception failure ? Reason.of(failure) : String.valueOf(value));
        return this;
    }

    private void append(String value) {
        boolean quoted = value.isEmpty() || value.indexOf(' ') >= 0 || value.indexOf('"') >= 0;
        if (quoted) {
            text.append('"');
        }
        int length = Math.min(value.length(), LONGEST_VALUE);
        for (int i = 0; i < length; i++) {
            appendSafely(value.charAt(i));
        }
        if (length < value.length()) {
            text.append("...");
        }
        if (quoted) {
            text.append('"');
        }
    }

    private void appendSafely(char c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else if (c >= 0x20 && c < 0x7f) {
            text.append(c);
        } else if (c <= 0xff) {
            text.append("\\x").append(hex(c >> 4)).append(hex(c));
        } else {
            text.append("\\u").append(hex(c >> 12)).append(hex(c >> 8));
            text.append(hex(c >> 4)).append(hex(c));
        }
    }

    private static char hex(int nibble) {
        return Character.forDigit(nibble & 0xf, 16);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
