package dmail.common.mbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The name that a line of a header begins with (RFC 5322 section 2.2). Blanks and tabs may stand
 * between it and the colon (section 4.5.8), as old devices and scripts write it: the one place that
 * says what a header field is.
 */
public final class FieldName {
    private FieldName() {}

    /**
     * {@return the name in small letters, or nothing when the line begins with no field}
     *
     * @param line one character an octet
     */
    public static String of(String line) {
        int end = end(line);
        return end > 0 && hasColon(line, end)
                ? line.substring(0, end).toLowerCase(Locale.ROOT)
                : "";
    }

    /** {@return whether the line begins the field of that name, which is in small letters} */
    public static boolean is(String line, String name) {
        return end(line) == name.length()
                && line.regionMatches(true, 0, name, 0, name.length())
                && hasColon(line, name.length());
    }

    /** {@return what stands behind the colon of a line that begins a field} */
    public static String value(String line) {
        return line.substring(line.indexOf(':') + 1);
    }

    /** {@return whether the line goes on with the field of the line before} */
    public static boolean isFolded(String line) {
        return !line.isEmpty() && isBlank(line.charAt(0));
    }

    /**
     * {@return where a field's value begins in a line, behind the colon; negative when the line
     * doesn't begin that field}
     *
     * @param line holds the line
     * @param start where it starts
     * @param end where it ends
     * @param name in small letters
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

    /** {@return a name in small letters as {@link #valueOf} takes it} */
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

    /** {@return whether a character may stand in a name: printable ASCII but the colon} */
    public static boolean isOfName(int c) {
        return c > ' ' && c < 0x7f && c != ':';
    }

    /** {@return whether a character may stand between a name and its colon} */
    public static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }
}
