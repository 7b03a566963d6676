package dmail.smtp.client;

import dmail.smtp.protocol.EnhancedCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A reply of another host (RFC 5321 section 4.2).
 *
 * @param code the three digits
 * @param lines the text after the digits, made printable
 */
record PeerReply(int code, List<String> lines) {
    private static final int LONGEST_TEXT = 1000;

    /** RFC 5321 section 3.8: the host closes the session, whatever the command was. */
    private static final int CLOSING = 421;

    /**
     * The codes from here to the next constant say that a command isn't understood or implemented.
     */
    private static final int UNKNOWN_COMMANDS = 500;

    private static final int NOT_IMPLEMENTED = 502;
    private static final int LAST_UNKNOWN_COMMANDS = 504;

    /** RFC 3463 section 3.6: invalid command, syntax error, invalid arguments. */
    private static final Set<EnhancedCode> INVALID =
            Set.of(new EnhancedCode(5, 5, 1), new EnhancedCode(5, 5, 2), new EnhancedCode(5, 5, 4));

    private static final EnhancedCode PROTOCOL_FAULT = new EnhancedCode(4, 5, 0);

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

    boolean isFinal() {
        return code / 100 == 5;
    }

    /**
     * {@return whether it says that the host doesn't know the command, rather than refuses what the
     * command asked for (RFC 5321 section 4.2.4, RFC 2034 section 4)}
     */
    boolean isAboutTheCommand() {
        boolean byCode = code >= UNKNOWN_COMMANDS && code <= LAST_UNKNOWN_COMMANDS;
        return byCode || (isFinal() && enhanced().filter(INVALID::contains).isPresent());
    }

    boolean isUnknownCommand() {
        return code == UNKNOWN_COMMANDS || code == NOT_IMPLEMENTED;
    }

    /**
     * {@return the enhanced code, of the same class as the reply (RFC 3463); a reply that is
     * neither positive nor negative counts as a failure of the host}
     */
    EnhancedCode status() {
        return isPositive() || isRefusal()
                ? enhanced().orElseGet(() -> new EnhancedCode(code / 100, 0, 0))
                : PROTOCOL_FAULT;
    }

    private Optional<EnhancedCode> enhanced() {
        return EnhancedCode.parse(firstWord(lines.getFirst()))
                .filter(found -> found.kind() == code / 100);
    }

    private static String firstWord(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }

    /** {@return the text on one line; an enhanced code that each line repeats is there once} */
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
