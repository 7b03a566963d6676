package dmail.common.authent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a user in files and replies: {@code fwd="a@b" quota="5"}. */
public final class InfoFields {
    private static final Optional<Map<String, String>> NOTHING = Optional.of(Map.of());

    private InfoFields() {}

    /** {@return the fields in their order, or empty when the text isn't {@code label="value"}…} */
    public static Optional<Map<String, String>> parse(String text) {
        if (text.isEmpty()) {
            return NOTHING;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        int at = skipBlanks(text, 0);
        while (at < text.length()) {
            int equals = text.indexOf("=\"", at);
            int end = equals < 0 ? -1 : text.indexOf('"', equals + 2);
            if (end < 0 || !isLabel(text, at, equals)) {
                return Optional.empty();
            }
            fields.put(text.substring(at, equals), text.substring(equals + 2, end));
            at = skipBlanks(text, end + 1);
        }
        return isClean(text) ? Optional.of(fields) : Optional.empty();
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLabel(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '"' || c == '=' || c == ':') {
                return false;
            }
        }
        return start < end;
    }

    private static int skipBlanks(String text, int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** {@return the fields as text} */
    public static String show(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=\"" + field.getValue() + '"')
                .collect(Collectors.joining(" "));
    }
}
