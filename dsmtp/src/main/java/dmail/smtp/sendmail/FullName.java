package dmail.smtp.sendmail;

import java.nio.charset.StandardCharsets;

/** A name before an address (RFC 5322 section 3.4). */
final class FullName {
    /** In octets; the rest is cut off. */
    private static final int LONGEST = 256;

    private static final int LINE = 78;

    /** RFC 2047 section 2 allows 75; the first one follows the field's name. */
    private static final int LONGEST_WORD = 68;

    private static final String WORD_START = "=?utf-8?q?";
    private static final String WORD_END = "?=";
    private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    /** Characters that an encoded word in a phrase may contain (RFC 2047 section 5). */
    private static final String WORD_SPECIALS = "!*+-/";

    private FullName() {}

    /**
     * {@return the value of a From field, folded where it is long}
     *
     * @param name may be empty, and anything: controls become blanks
     * @param address without brackets
     */
    static String before(String name, String address) {
        String phrase = phrase(cut(name.replaceAll("\\p{Cntrl}+", " ").strip()));
        if (phrase.isEmpty()) {
            return address;
        }
        int lastLine = phrase.length() - phrase.lastIndexOf('\n');
        boolean fits = "From: ".length() + lastLine + address.length() + 3 <= LINE;
        return phrase + (fits ? " <" : "\r\n <") + address + ">";
    }

    private static String cut(String name) {
        StringBuilder kept = new StringBuilder();
        int octets = 0;
        for (int c : name.codePoints().toArray()) {
            octets += utf8(c).length;
            if (octets > LONGEST) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.toString().strip();
    }

    private static byte[] utf8(int character) {
        return Character.toString(character).getBytes(StandardCharsets.UTF_8);
    }

    private static String phrase(String name) {
        if (!name.chars().allMatch(c -> c < 0x80)) {
            return encoded(name);
        }
        return name.chars().allMatch(c -> c == ' ' || isAtomText(c))
                ? name
                : '"' + name.replaceAll("[\\\\\"]", "\\\\$0") + '"';
    }

    private static boolean isAtomText(int c) {
        return isLetterOrDigit(c) || ATOM_SPECIALS.indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Encoded words on a line each; blanks between them don't count, so they hold theirs. */
    private static String encoded(String name) {
        StringBuilder words = new StringBuilder(WORD_START);
        int start = 0;
        for (int c : name.codePoints().toArray()) {
            String text = encoded(c);
            if (words.length() - start + text.length() + WORD_END.length() > LONGEST_WORD) {
                words.append(WORD_END).append("\r\n ");
                start = words.length();
                words.append(WORD_START);
            }
            words.append(text);
        }
        return words.append(WORD_END).toString();
    }

    private static String encoded(int c) {
        if (c == ' ') {
            return "_";
        }
        if (isLetterOrDigit(c) || WORD_SPECIALS.indexOf(c) >= 0) {
            return Character.toString(c);
        }
        StringBuilder text = new StringBuilder();
        for (byte octet : utf8(c)) {
            text.append("=%02X".formatted(octet & 0xff));
        }
        return text.toString();
    }
}
