package dmail.common.log;

import dmail.common.io.Reason;

/**
 * One event in the making: {@code ID event name=value name=value}.
 *
 * <p>Whatever is put in, the line stays one line of printable text: control characters and anything
 * that is not ASCII come out as {@code \xNN}, values with blanks are quoted, long values are cut.
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
     * @param id the session's or message's id, {@code -} when the event belongs to neither
     * @param event what happened, one or a few words of ours
     */
    public static LogLine of(String id, String event) {
        return new LogLine(id, event);
    }

    /** Starts a line about the server as a whole. */
    public static LogLine of(String event) {
        return new LogLine("-", event);
    }

    /** Adds {@code name=value}; an exception of the system's is put into words. */
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
