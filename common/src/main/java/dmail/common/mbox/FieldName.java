package dmail.common.mbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The name of a header field at the start of a line (RFC 5322 section 2.2). Blanks and tabs before
 * the colon are allowed (section 4.5.8), since old devices and scripts write them. The only code
 * that says what a field is.
 */
public final class FieldName {
    private FieldName() {}

    /**
     * {@return the name in lower case, or empty text when the line doesn't begin a field}
     *
     * @param line one character an octet
     */
    public static String of(String line) {
        int end = end(line);
        return end > 0 && hasColon(line, end)
                ? line.substring(0, end).toLowerCase(Locale.ROOT)
                : "";
    }

    /**
     * {@return whether the line begins the field of that name}
     *
     * @param name in lower case
     */
    public static boolean is(String line, String name) {
        return end(line) == name.length()
                && line.regionMatches(true, 0, name, 0, name.length())
                && hasColon(line, name.length());
    }

    /** {@return the text after the colon of a line that begins a field} */
    public static String value(String line) {
        return line.substring(line.indexOf(':') + 1);
    }

    /** {@return whether the line continues the field of the line before} */
    public static boolean isFolded(String line) {
        return !line.isEmpty() && isBlank(line.charAt(0));
    }

    /**
     * {@return the index of a field's value in a line, after the colon; negative when the line
     * doesn't begin that field}
     *
     * @param line the buffer with the line
     * @param start of the line
     * @param end of the line
     * @param name in lower case
     */
    public static int valueOf(byte[] line, int start, int end, byte[] name) {
        if (end - start <= name.length) {
            return -1;
        }
        for (int i = 0; i < name.length; i++) {
            if (lower(line[start + i]) != name[i]) {
                return -1;
            }
        }
        int at = start + name.length;
        while (at < end && isBlank(line[at])) {
            at++;
        }
        return at < end && line[at] == ':' ? at + 1 : -1;
    }

    static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
    }

    /** {@return a name in lower case, in the form {@link #valueOf} takes} */
    public static byte[] octets(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private static int end(String line) {
        int at = 0;
        while (at < line.length() && isOfName(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean hasColon(String line, int end) {
        int at = end;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at < line.length() && line.charAt(at) == ':';
    }

    /** {@return whether a character may be in a name: printable ASCII except the colon} */
    public static boolean isOfName(int c) {
        return c > ' ' && c < 0x7f && c != ':';
    }

    /** {@return whether a character may be between a name and its colon} */
    public static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }
}
