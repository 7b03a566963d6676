package dmail.common.address;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The grammar of {@code Local-part "@" Domain} (RFC 5321 section 4.1.2, RFC 6531 section 3.3). */
final class AddressParser {
    /** RFC 5321 section 4.5.3.1.1, in octets. */
    private static final int LONGEST_LOCAL_PART = 64;

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
        if (!isDotString(localPart)) {
            return Optional.empty();
        }
        return finish(localPart, text.substring(at + 1));
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
        return finish(localPart.toString(), text.substring(i + 2));
    }

    private static Optional<EmailAddress> finish(String localPart, String domain) {
        if (octets(localPart) > LONGEST_LOCAL_PART) {
            return Optional.empty();
        }
        return Domain.parse(domain).map(parsed -> new EmailAddress(localPart, parsed));
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static String quoteIfNeeded(String localPart) {
        if (isDotString(localPart)) {
            return localPart;
        }
        return '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isDotString(String text) {
        boolean atomBefore = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? !atomBefore : !isAtomText(c)) {
                return false;
            }
            atomBefore = c != '.';
        }
        return atomBefore;
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

    /** Controls, and the kinds of blanks and line ends that only Unicode has. */
    private static boolean isControl(char c) {
        return Character.isISOControl(c) || (c >= 0x80 && Character.isSpaceChar(c));
    }
}
