package dmail.common.testing;

import java.io.ByteArrayInputStream;

/** Octets that arrive singly, however many the reader asks for. */
public final class OneByOne extends ByteArrayInputStream {
    public OneByOne(byte[] octets) {
        super(octets);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(1, length));
    }
}
