package dmail.pop.mbox;

import dmail.common.net.WireWriter;
import dmail.pop.store.StoredMessage;
import java.io.IOException;

/** A short message of the drop file, read whole before the file was checked for changes. */
final class LoadedMessage implements StoredMessage {
    private final byte[] octets;
    private final int start;
    private final int end;

    LoadedMessage(byte[] octets, int start, int end) {
        this.octets = octets;
        this.start = start;
        this.end = end;
    }

    /** {@return true; whatever becomes of the file now, this is what it held} */
    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public void writeTop(WireWriter out, int lines) throws IOException {
        MboxLines.read(octets, start, end, new WireForm(out, lines));
    }
}
