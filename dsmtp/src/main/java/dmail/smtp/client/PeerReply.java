package dmail.smtp.client;

import dmail.smtp.protocol.EnhancedCode;
import java.util.List;
import java.util.Optional;

/**
 * What another host said (RFC 5321 section 4.2).
 *
 * @param code the three digits
 * @param lines what follows the digits: printable, whatever was sent
 */
record PeerReply(int code, List<String> lines) {
    private static final int LONGEST_TEXT = 1000;

    /** RFC 5321 section 3.8: the host ends the conversation, whatever it was asked. */
    private static final int CLOSING = 421;

    PeerReply {
        lines = List.copyOf(lines);
    }

    boolean isPositive() {
        return code / 100 == 2;
    }

    boolean isRefusal() {
        return code / 100 == 4 || code / 100 == 5;
    }

    boolean isClosing() {
        return code == CLOSING;
    }

    /** {@return what it means, of the reply's own class (RFC 3463)} */
    EnhancedCode status() {
        return enhanced().orElseGet(() -> new EnhancedCode(code / 100, 0, 0));
    }

    private Optional<EnhancedCode> enhanced() {
        return EnhancedCode.parse(firstWord(lines.getFirst()))
                .filter(found -> found.kind() == code / 100);
    }

    private static String firstWord(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }

    /** {@return the very words on one line, an enhanced code that each line repeats only once} */
    String text() {
        String repeated = enhanced().map(found -> found + " ").orElse("");
        StringBuilder text = new StringBuilder().append(code);
        for (int i = 0; i < lines.size() && text.length() < LONGEST_TEXT; i++) {
            String line = lines.get(i);
            boolean repeats = i > 0 && !repeated.isEmpty() && line.startsWith(repeated);
            text.append(' ').append(repeats ? line.substring(repeated.length()) : line);
        }
        text.setLength(Math.min(text.length(), LONGEST_TEXT));
        return text.toString().stripTrailing();
    }

    @Override
    public String toString() {
        return text();
    }
}
