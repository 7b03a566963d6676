package dmail.smtp.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Text in which all but printable ASCII is written as {@code +XX} (RFC 3461 section 4). */
public final class Xtext {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Xtext() {}

    /** {@return the text in xtext, of its octets in UTF-8} */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('+').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** {@return the decoded text, or empty when it is no xtext} */
    public static Optional<String> decode(String encoded) {
        ByteBuffer octets = ByteBuffer.allocate(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char c = encoded.charAt(at);
            if (c == '+') {
                if (!isHexPair(encoded, at + 1)) {
                    return Optional.empty();
                }
                octets.put((byte) HexFormat.fromHexDigits(encoded, at + 1, at + 3));
                at += 2;
            } else if (c < 0x80 && isPlain((byte) c)) {
                octets.put((byte) c);
            } else {
                return Optional.empty();
            }
        }
        return utf8(octets.flip());
    }

    private static boolean isPlain(byte octet) {
        return octet > ' ' && octet < 0x7f && octet != '+' && octet != '=';
    }

    /** Lower-case digits are not allowed in xtext. */
    private static boolean isHexPair(String text, int at) {
        return at + 2 <= text.length()
                && isHexDigit(text.charAt(at))
                && isHexDigit(text.charAt(at + 1));
    }

    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    }

    private static Optional<String> utf8(ByteBuffer octets) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
        } catch (CharacterCodingException damaged) {
            return Optional.empty();
        }
    }
}
