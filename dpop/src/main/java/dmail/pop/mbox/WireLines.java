package dmail.pop.mbox;

import dmail.common.net.WireWriter;
import java.io.IOException;

/** Sends the first lines of a message that has the form of the wire already. */
public final class WireLines implements MboxLines.Sink {
    private final WireWriter out;
    private boolean inHeader = true;

    /** Lines of the body that are still wanted. */
    private int linesLeft;

    private boolean sending = true;

    public WireLines(WireWriter out, int bodyLines) {
        this.out = out;
        this.linesLeft = bodyLines;
    }

    @Override
    public void line(byte[] buffer, int start, int end, long offset) throws IOException {
        sending = inHeader || linesLeft > 0;
        if (!inHeader) {
            linesLeft--;
        } else if (MboxText.isEmptyLine(buffer, start, end)) {
            inHeader = false;
        }
        rest(buffer, start, end);
    }

    @Override
    public void rest(byte[] buffer, int start, int end) throws IOException {
        if (sending) {
            out.write(buffer, start, end - start);
        }
    }

    @Override
    public boolean goOn(byte[] buffer) {
        return inHeader || linesLeft > 0;
    }

    @Override
    public void endMissing() {
        // Each stored message ends with a line.
    }
}
