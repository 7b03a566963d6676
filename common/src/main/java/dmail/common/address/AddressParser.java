package dmail.common.address;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The grammar of {@code Local-part "@" Domain} (RFC 5321 section 4.1.2, RFC 6531 section 3.3). */
final class AddressParser {
    /** RFC 5321 section 4.5.3.1.1, in octets. */
    private static final int LONGEST_LOCAL_PART = 64;

    private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

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
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || ATOM_SPECIALS.indexOf(c) >= 0
                || (c >= 0x80 && !isControl(c));
    }

    /** Controls, and the kinds of blanks and line ends that only Unicode has. */
    private static boolean isControl(char c) {
        return Character.isISOControl(c) || (c >= 0x80 && Character.isSpaceChar(c));
    }
}
