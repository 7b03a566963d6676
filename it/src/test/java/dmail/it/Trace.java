package dmail.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The trace headers of delivered mail (RFC 5321 section 4.4). */
final class Trace {
    private static final String RETURN_PATH = "(?i:Return-Path):.*\r\n(?:[ \t]+.*\r\n)*";
    private static final Pattern OURS =
            Pattern.compile("Return-Path: <[^>\r\n]*>\r\nReceived: .*\r\n(?:[ \t]+.*\r\n)*");
    private static final Pattern FOREIGN = Pattern.compile("(?<=^|\r\n)" + RETURN_PATH);

    private Trace() {}

    /** {@return delivered messages without our two trace headers, one character an octet} */
    static List<String> without(Collection<byte[]> messages) {
        return new ArrayList<>(messages.stream().map(Trace::without).toList());
    }

    /** {@return a message as it was sent, without a Return-Path, of which ours takes the place} */
    static String sent(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String header = end < 0 ? text : text.substring(0, end + 2);
        return FOREIGN.matcher(header).replaceAll("") + text.substring(header.length());
    }

    private static String without(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        Matcher ours = OURS.matcher(text);
        assertTrue(ours.lookingAt(), () -> "No trace headers of ours before:\n" + text);
        return text.substring(ours.end());
    }
}
