package dmail.common.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Copies a range of a file; a file that ends too early is an error. */
final class FileCopy {
    /** Octets; large enough that few calls are needed. */
    static final int USUAL_BLOCK = 16 * 1024;

    private FileCopy() {}

    static void write(FileChannel file, long offset, long length, int blockSize, OutputStream out)
            throws IOException {
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(blockSize, length));
        long done = 0;
        while (done < length) {
            block.clear().limit((int) Math.min(block.capacity(), length - done));
            read(file, offset + done, block);
            out.write(block.array(), 0, block.limit());
            done += block.limit();
        }
    }

    /** Fills the buffer. */
    static void read(FileChannel file, long offset, ByteBuffer into) throws IOException {
        int begin = into.position();
        while (into.hasRemaining()) {
            if (file.read(into, offset + into.position() - begin) <= 0) {
                throw new EOFException("the file became shorter while it was sent");
            }
        }
    }
}
