package dmail.smtp.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts reply lines together (RFC 5321 section 4.2.1). */
final class ReplyParser {
    private static final int DIGITS = 3;
    private static final char NO_LETTER = '\ufffd';

    /** No server announces more in its reply to EHLO; further lines are ignored. */
    private static final int MOST_LINES = 200;

    private final List<String> lines = new ArrayList<>();
    private int code;

    /**
     * Takes the next line.
     *
     * @param line without its end, one character an octet
     * @return the reply, if this was its last line
     * @throws ProtocolErrorException when this is no reply line
     */
    Optional<PeerReply> take(String line) throws ProtocolErrorException {
        int digits = code(line);
        boolean first = lines.isEmpty();
        if (digits < 0 || (!first && digits != code)) {
            throw new ProtocolErrorException(line);
        }
        code = digits;
        if (lines.size() < MOST_LINES) {
            lines.add(text(line));
        }
        boolean more = line.length() > DIGITS && line.charAt(DIGITS) == '-';
        return more ? Optional.empty() : Optional.of(new PeerReply(code, lines));
    }

    private static int code(String line) {
        if (line.length() < DIGITS || line.charAt(0) < '2' || line.charAt(0) > '5') {
            return -1;
        }
        for (int i = 1; i < DIGITS; i++) {
            if (line.charAt(i) < '0' || line.charAt(i) > '9') {
                return -1;
            }
        }
        boolean wellEnded =
                line.length() == DIGITS || line.charAt(DIGITS) == ' ' || line.charAt(DIGITS) == '-';
        return wellEnded ? Integer.parseInt(line, 0, DIGITS, 10) : -1;
    }

    private static String text(String line) {
        return line.length() <= DIGITS ? "" : printable(line.substring(DIGITS + 1));
    }

    /**
     * {@return the text in printable form: UTF-8 is decoded, other octets above 127 are replaced}
     */
    static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                StringBuilder clean = new StringBuilder();
                decoded(text)
                        .codePoints()
                        .forEach(c ->
                                clean.appendCodePoint(isPrintable(c) || isLetter(c) ? c : '?'));
                return clean.toString();
            }
        }
        return text;
    }

    private static boolean isPrintable(int c) {
        return c >= ' ' && c < 0x7f;
    }

    private static String decoded(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, StandardCharsets.US_ASCII).replace(NO_LETTER, '?');
        }
    }

    /** No control characters, and no characters that combine or change the direction of text. */
    private static boolean isLetter(int c) {
        return c >= 0x80
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR ->
                            false;
                    default -> true;
                };
    }
}
