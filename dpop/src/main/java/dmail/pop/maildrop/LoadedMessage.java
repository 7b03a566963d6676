package dmail.pop.maildrop;

import dmail.common.net.WireWriter;
import java.io.IOException;

/** A short message of the drop file, read as a whole before the file was seen to be unchanged. */
final class LoadedMessage implements StoredMessage {
    private final byte[] octets;

    LoadedMessage(byte[] octets) {
        this.octets = octets;
    }

    /** {@return true; whatever becomes of the file now, this is what it held} */
    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public void writeTo(WireWriter out) throws IOException {
        writeTop(out, Integer.MAX_VALUE);
    }

    @Override
    public void writeTop(WireWriter out, int lines) throws IOException {
        WireForm form = new WireForm(out, lines, octets.length);
        MboxLines.read(octets, form);
        form.flush();
    }
}
