package dmail.common.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;

/**
 * Writes JSON (RFC 8259) of plain values: maps, collections, strings, numbers, booleans. Maps keep
 * the order of their iteration. The text is one line of ASCII, whatever the strings contain.
 */
public final class Json {
    private final Appendable text;

    private Json(Appendable text) {
        this.text = text;
    }

    /** The elements of an array that may be too many to be in memory at once. */
    @FunctionalInterface
    public interface Elements {
        /** Passes one element after the other. */
        void each(Taker taker) throws IOException;
    }

    /** Receives elements. */
    @FunctionalInterface
    public interface Taker {
        void take(Object element) throws IOException;
    }

    /**
     * {@return the value as JSON}
     *
     * @param value a {@link Map} with string keys, a {@link Collection}, {@link Elements}, {@link
     *     Boolean}, {@link Integer} or {@link Long}; anything else is written as a string, by its
     *     {@code toString}
     */
    public static String of(Object value) {
        StringBuilder text = new StringBuilder();
        try {
            write(value, text);
        } catch (IOException elementsFailed) {
            throw new UncheckedIOException(elementsFailed);
        }
        return text.toString();
    }

    /** Writes a value piece by piece, as {@link #of} does. */
    public static void write(Object value, Appendable out) throws IOException {
        new Json(out).write(value);
    }

    private void write(Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> writeObject(map);
            case Collection<?> list -> writeArray(list);
            case Elements elements -> writeArray(elements);
            case Boolean flag -> text.append(flag.toString());
            case Integer number -> text.append(number.toString());
            case Long number -> text.append(number.toString());
            default -> writeString(value.toString());
        }
    }

    private void writeObject(Map<?, ?> map) throws IOException {
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

    private void writeArray(Collection<?> list) throws IOException {
        writeArray(
                (Elements)
                        taker -> {
                            for (Object element : list) {
                                taker.take(element);
                            }
                        });
    }

    private void writeArray(Elements elements) throws IOException {
        Separator separator = new Separator();
        text.append('[');
        elements.each(element -> {
            text.append(separator.next());
            write(element);
        });
        text.append(']');
    }

    /** Writes a comma before each element but the first. */
    private static final class Separator {
        private String next = "";

        String next() {
            String now = next;
            next = ",";
            return now;
        }
    }

    /** Most characters stand for themselves, so they are written in runs. */
    private void writeString(String string) throws IOException {
        int written = 0;
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            if (!isPlain(string.charAt(i))) {
                text.append(string, written, i);
                writeEscaped(string.charAt(i));
                written = i + 1;
            }
        }
        text.append(string, written, string.length()).append('"');
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
    }

    private void writeEscaped(char c) throws IOException {
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else {
            text.append("\\u").append(String.format("%04x", (int) c));
        }
    }
}
