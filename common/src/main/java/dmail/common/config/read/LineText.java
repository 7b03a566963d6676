package dmail.common.config.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes a line. */
final class LineText {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private LineText() {}

    /** {@return the text and whether it was UTF-8; if not, it is read as Latin-1} */
    static Decoded decode(byte[] octets) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
            return new Decoded(withoutReturn(text), true);
        } catch (CharacterCodingException _) {
            // DMail's files are in Latin-1.
            return new Decoded(
                    withoutReturn(new String(octets, StandardCharsets.ISO_8859_1)), false);
        }
    }

    /**
     * The text of a line.
     *
     * @param utf8 whether its octets were valid UTF-8
     */
    record Decoded(String text, boolean utf8) {
        boolean startsWithMark() {
            return text.startsWith(BYTE_ORDER_MARK);
        }

        Decoded withoutMark() {
            return new Decoded(text.substring(BYTE_ORDER_MARK.length()), utf8);
        }

        boolean hasControls() {
            return text.chars().anyMatch(c -> (c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0));
        }
    }

    private static String withoutReturn(String text) {
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
