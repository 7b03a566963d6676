package dmail.smtp.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The first header field of each of some names, unfolded (RFC 5322 section 2.2.3). Of a header that
 * is longer than {@link #MOST} only the beginning is read.
 */
public final class FirstFields {
    /** Octets: a header can be as long as its message, and no field that decides stands so late. */
    static final int MOST = 256 << 10;

    /** No message. */
    public static final FirstFields NONE = new FirstFields(Map.of());

    private final Map<String, String> values;

    private FirstFields(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads the header of a message.
     *
     * @param names in lower case; others are passed over
     * @throws IOException when the message can't be read
     */
    public static FirstFields of(Body body, Set<String> names) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (InputStream octets = body.open()) {
            Lines lines = new Lines(octets.readNBytes(MOST));
            String field = lines.next();
            while (!field.isEmpty() && values.size() < names.size()) {
                int colon = field.indexOf(':');
                String name =
                        field.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT);
                if (names.contains(name)) {
                    values.putIfAbsent(name, field.substring(colon + 1).strip());
                }
                field = lines.next();
            }
        }
        return new FirstFields(values);
    }

    /** {@return the first field of that name, in lower case, without the name} */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The fields of a header, each with the lines that go on with it. */
    private static final class Lines {
        private final byte[] octets;
        private int at;

        Lines(byte[] octets) {
            this.octets = octets;
        }

        /** {@return the next field; empty at the end of the header} */
        String next() {
            ByteArrayOutputStream field = new ByteArrayOutputStream();
            do {
                int end = endOfLine();
                int length = end > at && octets[end - 1] == '\r' ? end - at - 1 : end - at;
                field.write(octets, at, length);
                at = Math.min(octets.length, end + 1);
            } while (field.size() > 0 && at < octets.length && isBlank(octets[at]));
            return field.toString(StandardCharsets.UTF_8);
        }

        private int endOfLine() {
            int end = at;
            while (end < octets.length && octets[end] != '\n') {
                end++;
            }
            return end;
        }

        private static boolean isBlank(byte octet) {
            return octet == ' ' || octet == '\t';
        }
    }
}
