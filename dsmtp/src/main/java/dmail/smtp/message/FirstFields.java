package dmail.smtp.message;

import java.io.BufferedInputStream;
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
 * The first header field of each of some names, unfolded (RFC 5322 section 2.2.3) and in lower
 * case, since it is compared with many patterns that ignore letter case. Of a header that is longer
 * than {@link #MOST} only the beginning is read.
 */
public final class FirstFields {
    /** Octets: a header can be as long as its message, and no field that decides stands so late. */
    static final int MOST = 256 << 10;

    /** Octets of a field that are looked at: headers of many messages may be read at once. */
    static final int LONGEST = 8 << 10;

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
        try (InputStream octets = new BufferedInputStream(body.open())) {
            Lines lines = new Lines(octets);
            String field = lines.next();
            while (!field.isEmpty() && values.size() < names.size()) {
                int colon = field.indexOf(':');
                String name =
                        field.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT);
                if (names.contains(name)) {
                    values.putIfAbsent(name, value(field.substring(colon + 1)));
                }
                field = lines.next();
            }
        }
        return new FirstFields(values);
    }

    private static String value(String behindColon) {
        return behindColon.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the first field of that name, without the name, in lower case}
     *
     * @param name in lower case
     */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The fields of a header, each with the lines that go on with it; little of it is kept. */
    private static final class Lines {
        private static final int END = -1;

        private final InputStream octets;
        private int left = MOST;
        private int ahead;

        Lines(InputStream octets) throws IOException {
            this.octets = octets;
            advance();
        }

        private void advance() throws IOException {
            ahead = left > 0 ? octets.read() : END;
            left--;
        }

        /** {@return the next field, or its beginning; empty at the end of the header} */
        String next() throws IOException {
            ByteArrayOutputStream field = new ByteArrayOutputStream();
            do {
                addLine(field);
            } while (field.size() > 0 && (ahead == ' ' || ahead == '\t'));
            return field.toString(StandardCharsets.UTF_8);
        }

        private void addLine(ByteArrayOutputStream field) throws IOException {
            while (ahead != END && ahead != '\n') {
                int octet = ahead;
                advance();
                boolean endsLine = octet == '\r' && ahead == '\n';
                if (!endsLine && field.size() < LONGEST) {
                    field.write(octet);
                }
            }
            if (ahead == '\n') {
                advance();
            }
        }
    }
}
