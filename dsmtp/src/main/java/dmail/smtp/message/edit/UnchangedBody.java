package dmail.smtp.message.edit;

import dmail.common.io.OctetSink;
import java.io.IOException;

/** Leaves a body as it is. */
record UnchangedBody(OctetSink out) implements Encoder {
    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        out.write(octets, from, count);
    }

    @Override
    public void endLine() throws IOException {
        out.write('\r');
        out.write('\n');
    }

    @Override
    public void end(boolean open) throws IOException {
        if (open) {
            endLine();
        }
    }
}
