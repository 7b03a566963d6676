package dmail.smtp.message.edit;

import java.util.Locale;

/**
 * The content type of a part (RFC 2045 section 5).
 *
 * @param type in lower case, such as {@code text}
 * @param subtype in lower case, such as {@code plain}
 * @param boundary of a multipart, or empty
 * @param charset of a text, or empty
 */
record ContentType(String type, String subtype, String boundary, String charset) {
    static final ContentType PLAIN = new ContentType("text", "plain", "", "");
    static final ContentType MESSAGE = new ContentType("message", "rfc822", "", "");

    static ContentType of(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        int end = lower.indexOf(';');
        String name = (end < 0 ? lower : lower.substring(0, end)).strip();
        int slash = name.indexOf('/');
        return slash < 0
                ? new ContentType(name, "", "", "")
                : new ContentType(
                        name.substring(0, slash).strip(),
                        name.substring(slash + 1).strip(),
                        parameter(value, end, "boundary="),
                        parameter(value, end, "charset="));
    }

    private static String parameter(String value, int from, String name) {
        boolean quoted = false;
        for (int i = from; i >= 0 && i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                String rest = value.substring(i + 1).stripLeading();
                if (rest.regionMatches(true, 0, name, 0, name.length())) {
                    return text(rest.substring(name.length()).stripLeading());
                }
            }
        }
        return "";
    }

    private static String text(String text) {
        if (!text.startsWith("\"")) {
            return text.split("[;\\s(]", 2)[0];
        }
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length() && text.charAt(i) != '"'; i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            value.append(text.charAt(i));
        }
        return value.toString().stripTrailing();
    }

    boolean isMultipart() {
        return type.equals("multipart") && !boundary.isEmpty();
    }

    boolean isMessage() {
        return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
    }

    /** {@return whether the content may be given another encoding (RFC 2045 section 6.4)} */
    boolean isEncodable() {
        return !type.equals("multipart") && !type.equals("message");
    }

    boolean isText() {
        return type.equals("text");
    }

    boolean isPlainText() {
        return isText() && subtype.equals("plain");
    }
}
