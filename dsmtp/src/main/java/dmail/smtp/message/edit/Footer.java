package dmail.smtp.message.edit;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A text that is added to messages. */
public final class Footer {
    private static final Set<String> READABLE = Set.of("7bit", "8bit", "binary");
    private static final String QUOTED_PRINTABLE = "quoted-printable";

    private final List<String> lines;
    private final boolean ascii;

    /**
     * @param text with any line ends
     */
    public Footer(String text) {
        lines = text.lines().toList();
        ascii = text.chars().allMatch(c -> c < 0x80);
    }

    /** {@return whether it can be appended to the text of a message with this header} */
    boolean fits(PartHeader header) {
        ContentType type = header.type(ContentType.PLAIN);
        if (!type.isPlainText() || header.isAttachment()) {
            return false;
        }
        String encoding = header.encoding();
        boolean utf8 = type.charset().equalsIgnoreCase("utf-8");
        if (encoding.equals(QUOTED_PRINTABLE)) {
            return ascii || utf8;
        }
        return READABLE.contains(encoding) && (ascii || (utf8 && !encoding.equals("7bit")));
    }

    /** Writes the text in that encoding, after a text that ended with a line end. */
    void write(String encoding, OctetSink out) throws IOException {
        Encoder encoder =
                encoding.equals(QUOTED_PRINTABLE)
                        ? new QuotedPrintable(out)
                        : new UnchangedBody(out);
        for (String line : lines) {
            byte[] octets = line.getBytes(StandardCharsets.UTF_8);
            encoder.write(octets, 0, octets.length);
            encoder.endLine();
        }
    }

    /** Writes the text as a MIME part with its header. */
    void writePart(OctetSink out) throws IOException {
        String encoding = ascii ? "7bit" : QUOTED_PRINTABLE;
        String header =
                """
                Content-Type: text/plain; charset=%s\r
                Content-Transfer-Encoding: %s\r
                Content-Disposition: inline\r
                \r
                """
                        .formatted(ascii ? "us-ascii" : "utf-8", encoding);
        byte[] octets = header.getBytes(StandardCharsets.US_ASCII);
        out.write(octets, 0, octets.length);
        write(encoding, out);
    }
}
