package dmail.smtp.submission;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends after a number of octets, since the writer of a file may still be writing. */
final class BoundedInput extends FilterInputStream {
    private long left;

    BoundedInput(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int octet = left > 0 ? super.read() : -1;
        left -= octet < 0 ? 0 : 1;
        return octet;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
        int count = left > 0 ? super.read(to, at, (int) Math.min(length, left)) : -1;
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long count = super.skip(Math.min(wanted, left));
        left -= count;
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
