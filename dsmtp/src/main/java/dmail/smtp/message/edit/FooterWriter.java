package dmail.smtp.message.edit;

import dmail.common.io.OctetSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Passes a message on and adds a footer: at the end of a plain-text message, and as a second part
 * (RFC 2046 section 5.1.3) of any other, whose content isn't changed.
 */
public final class FooterWriter {
    /** A message with a longer header goes without. */
    private static final int LONGEST_HEADER = 256 * 1024;

    /** What ends a header: two line ends in a row. */
    private static final byte[] HEADER_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The parser's state. */
    private enum At {
        HEADER,
        TEXT,
        CONTENT,
        UNTOUCHED
    }

    private final Footer footer;
    private final String boundary;
    private final OctetSink out;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private At at = At.HEADER;
    private String encoding = "";

    /** How much of {@link #HEADER_END} has been matched. */
    private int matched = 2;

    /**
     * @param boundary a word that doesn't occur in the message
     */
    public FooterWriter(Footer footer, String boundary, OctetSink out) {
        this.footer = footer;
        this.boundary = boundary;
        this.out = out;
    }

    /** Takes octets of the message, whose lines end with CRLF. */
    public void write(byte[] octets, int from, int count) throws IOException {
        int used = at == At.HEADER ? takeHeader(octets, from, count) : 0;
        if (used < count) {
            out.write(octets, from + used, count - used);
        }
    }

    /** {@return how many octets belong to the header} */
    private int takeHeader(byte[] octets, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            byte octet = octets[from + i];
            header.write(octet);
            matched = octet == HEADER_END[matched] ? matched + 1 : octet == '\r' ? 1 : 0;
            if (matched == HEADER_END.length) {
                begin();
                return i + 1;
            }
        }
        if (header.size() > LONGEST_HEADER) {
            at = At.UNTOUCHED;
            out.write(header.toByteArray(), 0, header.size());
        }
        return count;
    }

    private void begin() throws IOException {
        List<String> lines =
                header.toString(StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .toList();
        PartHeader whole = new PartHeader(lines, true);
        if (footer.fits(whole)) {
            at = At.TEXT;
            encoding = whole.encoding();
            write(whole.octets());
        } else {
            at = At.CONTENT;
            write(whole.around(boundary).octets());
            write("--" + boundary + "\r\n");
            write(whole.content().octets());
        }
        header.reset();
    }

    /**
     * The message has ended, with a line end.
     *
     * @return whether it got the footer
     */
    public boolean end() throws IOException {
        if (at == At.HEADER) {
            begin();
        }
        if (at == At.TEXT) {
            footer.write(encoding, out);
        } else if (at == At.CONTENT) {
            write("\r\n--" + boundary + "\r\n");
            footer.writePart(out);
            write("--" + boundary + "--\r\n");
        }
        return at != At.UNTOUCHED;
    }

    private void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void write(byte[] octets) throws IOException {
        out.write(octets, 0, octets.length);
    }
}
