package dmail.smtp.message.edit;

import dmail.common.io.OctetSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/** Encodes octets of any kind in base64 (RFC 2045 section 6.8). */
final class Base64Lines implements Encoder {
    /** They become one line of 76 characters. */
    private static final int OCTETS_A_LINE = 57;

    private final OctetSink out;
    private final byte[] gathered = new byte[OCTETS_A_LINE];
    private int count;

    Base64Lines(OctetSink out) {
        this.out = out;
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(octets[i]);
        }
    }

    private void write(int octet) throws IOException {
        gathered[count++] = (byte) octet;
        if (count == OCTETS_A_LINE) {
            flush();
        }
    }

    @Override
    public void endLine() throws IOException {
        write('\r');
        write('\n');
    }

    @Override
    public void end(boolean open) throws IOException {
        if (count > 0) {
            flush();
        }
    }

    private void flush() throws IOException {
        byte[] line = Base64.getEncoder().encode(Arrays.copyOf(gathered, count));
        out.write(line, 0, line.length);
        out.write('\r');
        out.write('\n');
        count = 0;
    }
}
