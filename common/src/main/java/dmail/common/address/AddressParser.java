package dmail.common.address;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The grammar of {@code Local-part "@" Domain} (RFC 5321 section 4.1.2, RFC 6531 section 3.3), and
 * two things in use beyond it: dots anywhere in a local part without quotes, and a dot after the
 * domain, which is dropped.
 */
final class AddressParser {
    /**
     * In octets. RFC 5321 section 4.5.3.1.1 asks for at least 64; the senders of mailing lists and
     * of forwarded mail need more.
     */
    private static final int LONGEST_LOCAL_PART = 255;

    private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";
    private static final boolean[] ASCII_ATOM_TEXT = asciiAtomText();

    private AddressParser() {}

    static Optional<EmailAddress> parse(String text) {
        return text.startsWith("\"") ? parseQuoted(text) : parseDotString(text);
    }

    private static Optional<EmailAddress> parseDotString(String text) {
        int at = text.indexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String localPart = text.substring(0, at);
        return isPlain(localPart)
                ? finish(localPart, text.substring(at + 1), false)
                : Optional.empty();
    }

    private static Optional<EmailAddress> parseQuoted(String text) {
        StringBuilder localPart = new StringBuilder();
        int i = 1;
        while (i < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) == '\\') {
                i++;
            }
            if (i >= text.length() || isControl(text.charAt(i))) {
                return Optional.empty();
            }
            localPart.append(text.charAt(i));
            i++;
        }
        if (localPart.isEmpty() || !text.startsWith("\"@", i)) {
            return Optional.empty();
        }
        return finish(localPart.toString(), text.substring(i + 2), true);
    }

    private static Optional<EmailAddress> finish(String localPart, String domain, boolean quoted) {
        if (octets(localPart) > LONGEST_LOCAL_PART) {
            return Optional.empty();
        }
        return Domain.parse(withoutLastDot(domain))
                .map(parsed ->
                        new EmailAddress(localPart, parsed, quoted && !isDotString(localPart)));
    }

    /** {@code acme.example.} is an absolute name (RFC 1034 section 3.1). */
    private static String withoutLastDot(String domain) {
        boolean dotted = domain.endsWith(".") && !domain.startsWith("[");
        return dotted ? domain.substring(0, domain.length() - 1) : domain;
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static String quoted(String localPart) {
        return '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** {@return whether a local part is accepted without quotes: atoms, and dots anywhere} */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && !isAtomText(c)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** {@return whether RFC 5321 itself allows it without quotes} */
    private static boolean isDotString(String text) {
        return isPlain(text)
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..");
    }

    private static boolean isAtomText(char c) {
        return c < ASCII_ATOM_TEXT.length ? ASCII_ATOM_TEXT[c] : !isControl(c);
    }

    private static boolean[] asciiAtomText() {
        boolean[] text = new boolean[0x80];
        Arrays.fill(text, 'a', 'z' + 1, true);
        Arrays.fill(text, 'A', 'Z' + 1, true);
        Arrays.fill(text, '0', '9' + 1, true);
        ATOM_SPECIALS.chars().forEach(c -> text[c] = true);
        return text;
    }

    /** Controls, and those blanks and line ends that only Unicode has. */
    private static boolean isControl(char c) {
        return Character.isISOControl(c) || (c >= 0x80 && Character.isSpaceChar(c));
    }
}
