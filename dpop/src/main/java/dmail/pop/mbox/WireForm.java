package dmail.pop.mbox;

import dmail.common.mbox.MboxQuoting;
import dmail.common.net.WireWriter;
import java.io.IOException;

/**
 * Converts lines from the drop file's form to POP3's: CRLF line ends, From lines unquoted,
 * dot-stuffing (RFC 1939 section 3).
 */
public final class WireForm implements MboxLines.Sink {
    private static final byte[] DOT = {'.'};

    private final WireWriter out;
    private final TopLines top;

    /**
     * @param bodyLines how many lines of the body are sent at most
     */
    public WireForm(WireWriter out, int bodyLines) {
        this.out = out;
        this.top = new TopLines(bodyLines);
    }

    @Override
    public void line(byte[] buffer, int start, int end, long offset) throws IOException {
        if (!top.sends(buffer, start, end)) {
            return;
        }
        int text = start;
        if (buffer[start] == '>' && MboxQuoting.isQuoted(buffer, start, end)) {
            text++;
        } else if (buffer[start] == '.') {
            out.write(DOT);
        }
        content(buffer, text, end);
    }

    @Override
    public void rest(byte[] buffer, int start, int end) throws IOException {
        if (top.sends()) {
            content(buffer, start, end);
        }
    }

    private void content(byte[] buffer, int start, int end) throws IOException {
        boolean ended = end > start && buffer[end - 1] == '\n';
        boolean bare = ended && (end - start == 1 || buffer[end - 2] != '\r');
        if (bare) {
            out.write(buffer, start, end - 1 - start);
            out.endLine();
        } else {
            out.write(buffer, start, end - start);
        }
    }

    @Override
    public void endMissing() throws IOException {
        if (top.sends()) {
            out.endLine();
        }
    }

    @Override
    public boolean goOn(byte[] buffer) {
        return top.wantsMore();
    }
}
