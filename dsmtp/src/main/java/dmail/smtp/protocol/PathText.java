package dmail.smtp.protocol;

import dmail.common.address.Domain;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The argument of MAIL or RCPT, split: {@code FROM:<path> parameter parameter}. As in Postfix, the
 * angle brackets may be missing, or a blank may precede them.
 */
sealed interface PathText {
    /** No path. */
    record Bad() implements PathText {}

    /** RFC 6531 section 3.3: only valid UTF-8 is allowed. */
    record NotUtf8() implements PathText {}

    /**
     * A path, not parsed yet.
     *
     * @param text without angle brackets
     * @param parameters the words after it
     */
    record Path(String text, List<String> parameters) implements PathText {
        public Path {
            parameters = List.copyOf(parameters);
        }

        boolean isEmpty() {
            return text.isEmpty();
        }

        boolean isAscii() {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= 0x80) {
                    return false;
                }
            }
            return true;
        }

        /** {@return whether it begins with a source route, {@code @relay,@relay:} (appendix C)} */
        boolean isRouted() {
            return text.startsWith("@");
        }

        /** {@return the path after its source route; all of it when the route is invalid} */
        String withoutRoute() {
            int colon = text.indexOf(':');
            boolean routed = isRouted() && colon > 0 && isRoute(text.substring(0, colon));
            return routed ? text.substring(colon + 1) : text;
        }

        private static boolean isRoute(String hosts) {
            return List.of(hosts.split(",", -1)).stream()
                    .allMatch(host ->
                            host.startsWith("@") && Domain.parse(host.substring(1)).isPresent());
        }
    }

    static PathText parse(String argument, String keyword) {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return new Bad();
        }
        String octets = argument.substring(keyword.length()).strip();
        if (octets.isEmpty()) {
            return new Bad();
        }
        try {
            return split(decode(octets));
        } catch (CharacterCodingException malformed) {
            return new NotUtf8();
        }
    }

    private static String decode(String octets) throws CharacterCodingException {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static PathText split(String text) {
        boolean bracketed = text.startsWith("<");
        int end = bracketed ? closingBracket(text) : firstBlank(text);
        if (end < 0) {
            return new Bad();
        }
        String rest = text.substring(bracketed ? end + 1 : end);
        if (!rest.isEmpty() && !rest.startsWith(" ")) {
            return new Bad();
        }
        String path = text.substring(bracketed ? 1 : 0, end);
        String words = rest.strip();
        return new Path(path, words.isEmpty() ? List.of() : List.of(words.split(" +", -1)));
    }

    /** A bracket inside a quoted local part doesn't count (section 4.1.2). */
    private static int closingBracket(String text) {
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static int firstBlank(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text.length() : blank;
    }
}
