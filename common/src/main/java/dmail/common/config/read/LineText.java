package dmail.common.config.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** From the octets of a line to its text. */
final class LineText {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private LineText() {}

    /** {@return the text, with a complaint to be shown, or without} */
    static Decoded decode(byte[] octets) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
            return new Decoded(withoutReturn(text), true);
        } catch (CharacterCodingException _) {
            // Files of the original's time are Latin-1.
            return new Decoded(
                    withoutReturn(new String(octets, StandardCharsets.ISO_8859_1)), false);
        }
    }

    /**
     * A line's text.
     *
     * @param utf8 whether its octets were UTF-8
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
