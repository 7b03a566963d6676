package dmail.common.admin;

import java.util.Collection;
import java.util.Map;

/**
 * Writes JSON (RFC 8259) from plain values: maps, collections, strings, numbers, booleans. Maps
 * keep the order of their iteration. The text is pure ASCII and one line, whatever is in the
 * strings.
 */
public final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /**
     * {@return the value as JSON text}
     *
     * @param value a {@link Map} with string keys, a {@link Collection}, {@link Boolean}, {@link
     *     Integer} or {@link Long}; anything else is written as the string it turns into
     */
    public static String of(Object value) {
        Json json = new Json();
        json.write(value);
        return json.text.toString();
    }

    private void write(Object value) {
        switch (value) {
            case Map<?, ?> map -> writeObject(map);
            case Collection<?> list -> writeArray(list);
            case Boolean flag -> text.append(flag.booleanValue());
            case Integer number -> text.append(number.intValue());
            case Long number -> text.append(number.longValue());
            default -> writeString(value.toString());
        }
    }

    private void writeObject(Map<?, ?> map) {
        String separator = "{";
        for (Map.Entry<?, ?> field : map.entrySet()) {
            text.append(separator);
            writeString(String.valueOf(field.getKey()));
            text.append(':');
            write(field.getValue());
            separator = ",";
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private void writeArray(Collection<?> list) {
        String separator = "[";
        for (Object element : list) {
            text.append(separator);
            write(element);
            separator = ",";
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private void writeString(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            writeCharacter(string.charAt(i));
        }
        text.append('"');
    }

    private void writeCharacter(char c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else if (c >= 0x20 && c < 0x7f) {
            text.append(c);
        } else {
            text.append("\\u").append(String.format("%04x", (int) c));
        }
    }
}
