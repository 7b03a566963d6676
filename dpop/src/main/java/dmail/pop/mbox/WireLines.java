package dmail.pop.mbox;

import dmail.common.net.WireWriter;
import java.io.IOException;

/**
 * Sends the first lines of a message that has the form of the wire already: what {@link WireForm}
 * does to each line was done when it was stored.
 */
public final class WireLines implements MboxLines.Sink {
    private final WireWriter out;
    private final TopLines top;

    public WireLines(WireWriter out, int bodyLines) {
        this.out = out;
        this.top = new TopLines(bodyLines);
    }

    @Override
    public void line(byte[] buffer, int start, int end, long offset) throws IOException {
        if (top.sends(buffer, start, end)) {
            out.write(buffer, start, end - start);
        }
    }

    @Override
    public void rest(byte[] buffer, int start, int end) throws IOException {
        if (top.sends()) {
            out.write(buffer, start, end - start);
        }
    }

    @Override
    public boolean goOn(byte[] buffer) {
        return top.wantsMore();
    }

    @Override
    public void endMissing() {
        // Each stored message ends with a line.
    }
}
