package dmail.pop.maildrop;

import dmail.common.mbox.MboxQuoting;
import dmail.common.net.WireWriter;
import java.io.IOException;

/**
 * Turns the lines of a message from the form of the drop file into that of the wire: CRLF at each
 * line's end, From lines unquoted, a dot doubled at a line's start (RFC 1939 section 3).
 */
final class WireForm implements MboxLines.Sink {
    private static final int CAPACITY = 16 * 1024;

    private final WireWriter out;
    private final byte[] octets;
    private int size;
    private boolean inHeader = true;

    /** Lines of the body that are still wanted. */
    private int linesLeft;

    private boolean sending = true;

    /**
     * @param bodyLines how many lines of the body are sent at most
     * @param expected octets of the message, about, so that a short one costs little memory
     */
    WireForm(WireWriter out, int bodyLines, long expected) {
        this.out = out;
        this.linesLeft = bodyLines;
        this.octets = new byte[(int) Math.min(CAPACITY, expected + 256)];
    }

    @Override
    public void line(byte[] buffer, int start, int end, long offset) throws IOException {
        sending = inHeader || linesLeft > 0;
        if (!inHeader) {
            linesLeft--;
        } else if (MboxText.isEmptyLine(buffer, start, end)) {
            inHeader = false;
        }
        if (!sending) {
            return;
        }
        int text = start;
        if (buffer[start] == '>' && MboxQuoting.isQuoted(buffer, start, end)) {
            text++;
        } else if (buffer[start] == '.') {
            put((byte) '.');
        }
        content(buffer, text, end);
    }

    @Override
    public void rest(byte[] buffer, int start, int end) throws IOException {
        if (sending) {
            content(buffer, start, end);
        }
    }

    private void content(byte[] buffer, int start, int end) throws IOException {
        boolean ended = end > start && buffer[end - 1] == '\n';
        boolean bare = ended && (end - start == 1 || buffer[end - 2] != '\r');
        if (bare) {
            put(buffer, start, end - 1);
            endMissing();
        } else {
            put(buffer, start, end);
        }
    }

    @Override
    public void endMissing() throws IOException {
        if (sending) {
            put((byte) '\r');
            put((byte) '\n');
        }
    }

    @Override
    public boolean goOn(byte[] buffer) {
        return inHeader || linesLeft > 0;
    }

    private void put(byte octet) throws IOException {
        if (size == octets.length) {
            flush();
        }
        octets[size] = octet;
        size++;
    }

    private void put(byte[] buffer, int start, int end) throws IOException {
        int length = end - start;
        if (length > octets.length - size) {
            flush();
        }
        if (length > octets.length) {
            out.write(buffer, start, length);
        } else {
            System.arraycopy(buffer, start, octets, size, length);
            size += length;
        }
    }

    void flush() throws IOException {
        out.write(octets, 0, size);
        size = 0;
    }
}
