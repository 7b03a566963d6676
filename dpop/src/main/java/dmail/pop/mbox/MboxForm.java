package dmail.pop.mbox;

import dmail.common.mbox.MboxQuoting;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Converts lines from POP3's form to that of the drop file: LF line ends, From lines quoted, no
 * dot-stuffing.
 */
public final class MboxForm implements MboxLines.Sink {
    private final OutputStream out;

    /** The last octet of the piece before. */
    private byte last;

    public MboxForm(OutputStream out) {
        this.out = out;
    }

    @Override
    public void line(byte[] buffer, int start, int end, long offset) throws IOException {
        last = 0;
        int text = buffer[start] == '.' ? start + 1 : start;
        if (MboxQuoting.needsQuote(buffer, text, end)) {
            out.write('>');
        }
        rest(buffer, text, end);
    }

    @Override
    public void rest(byte[] buffer, int start, int end) throws IOException {
        int text = withoutLineEnd(buffer, start, end);
        out.write(buffer, start, text - start);
        if (text < end) {
            out.write('\n');
        }
        last = end > start ? buffer[end - 1] : 0;
    }

    /** CR CR LF was so in the drop file: of CR LF there, and LF, the wire makes the same. */
    private int withoutLineEnd(byte[] buffer, int start, int end) {
        boolean ended = end - start >= 2 && buffer[end - 1] == '\n' && buffer[end - 2] == '\r';
        boolean twice = ended && (end - start > 2 ? buffer[end - 3] : last) == '\r';
        return ended && !twice ? end - 2 : end;
    }

    @Override
    public boolean goOn(byte[] buffer) {
        return true;
    }

    @Override
    public void endMissing() {
        // Each stored message ends with a line.
    }
}
