package dmail.common.mbox;

import dmail.common.testing.ForwardingChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file on a disk that fails at a chosen change. Writes, syncs and truncations are counted
 * together from 1; a write that fails has put half of its octets into the file.
 */
@SuppressWarnings("exports") // What it stands on is of the tests as well.
public final class FaultyChannel extends ForwardingChannel {
    private final int mostPerWrite;
    private boolean syncs = true;
    private int failAt;
    private int changes;
    private boolean failsFromThenOn;

    private FaultyChannel(FileChannel file, int mostPerWrite) {
        super(file);
        this.mostPerWrite = mostPerWrite;
    }

    /** A disk that takes everything until told otherwise. */
    static FaultyChannel over(FileChannel file) {
        return new FaultyChannel(file, Integer.MAX_VALUE);
    }

    /** A disk that says it has synced, for tests that only look at what was written. */
    public static FaultyChannel quick(FileChannel file) {
        FaultyChannel disk = over(file);
        disk.syncs = false;
        return disk;
    }

    /** A disk that takes a few octets at each write. */
    static FaultyChannel shortWrites(FileChannel file, int most) {
        return new FaultyChannel(file, most);
    }

    FaultyChannel failingAt(int change) {
        failAt = change;
        return this;
    }

    /** The disk is gone from this change on. */
    FaultyChannel dyingAt(int change) {
        failAt = change;
        failsFromThenOn = true;
        return this;
    }

    int changes() {
        return changes;
    }

    private boolean failsNow() {
        changes++;
        return changes == failAt || (failsFromThenOn && failAt > 0 && changes > failAt);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        ByteBuffer piece = from.slice();
        boolean fails = failsNow();
        piece.limit(Math.min(fails ? piece.limit() / 2 : piece.limit(), mostPerWrite));
        int n = super.write(piece, position);
        if (fails) {
            throw new IOException("No space left on device");
        }
        from.position(from.position() + n);
        return n;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        if (failsNow()) {
            throw new IOException("Input/output error");
        }
        if (syncs) {
            super.force(metaData);
        }
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        if (failsNow()) {
            throw new IOException("Input/output error");
        }
        return super.truncate(size);
    }
}
