package dmail.smtp.client;

import dmail.common.io.OctetSink;
import java.io.IOException;

/**
 * Writes a message in the form that follows DATA (RFC 5321 section 4.5.2): a dot is added to each
 * line that begins with one, and each line ends with CRLF. A bare CR or LF, which accepted mail
 * never has, becomes CRLF, so that no host can take it for another end of the message.
 */
final class DotStuffer implements OctetSink {
    private final OctetSink out;
    private boolean lineStart = true;
    private boolean pendingReturn;

    DotStuffer(OctetSink out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        special((byte) octet);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        int end = from + count;
        int begun = from;
        for (int i = from; i < end; i++) {
            byte octet = octets[i];
            boolean plain = octet != '\n' && octet != '\r' && !(lineStart && octet == '.');
            if (plain && !pendingReturn) {
                lineStart = false;
            } else {
                out.write(octets, begun, i - begun);
                begun = i + 1;
                special(octet);
            }
        }
        out.write(octets, begun, end - begun);
    }

    private void special(byte octet) throws IOException {
        if (octet == '\n') {
            endLine();
            return;
        }
        if (pendingReturn) {
            endLine();
        }
        if (octet == '\r') {
            pendingReturn = true;
            return;
        }
        if (lineStart && octet == '.') {
            out.write('.');
        }
        lineStart = false;
        out.write(octet);
    }

    private void endLine() throws IOException {
        out.write('\r');
        out.write('\n');
        pendingReturn = false;
        lineStart = true;
    }

    /** Writes the final dot. */
    void end() throws IOException {
        if (!lineStart || pendingReturn) {
            endLine();
        }
        out.write('.');
        out.write('\r');
        out.write('\n');
    }
}
