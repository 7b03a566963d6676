package dmail.smtp.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A body in a file: in its own spill file, in the journal, or after the envelope in a queue file.
 *
 * @param file exists as long as the message does
 * @param offset where the body begins in it
 * @param length octets of the body
 */
public record FileBody(Path file, long offset, long length) implements Body {

    @Override
    public InputStream open() throws IOException {
        return new Slice(FileChannel.open(file, StandardOpenOption.READ), offset, length);
    }

    /** Reads a range of a file; a file that ends too early is a failure. */
    private static final class Slice extends InputStream {
        private final FileChannel channel;
        private final long end;
        private long position;

        Slice(FileChannel channel, long offset, long length) {
            this.channel = channel;
            this.position = offset;
            this.end = offset + length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            int wanted = (int) Math.min(count, end - position);
            if (wanted == 0) {
                return -1;
            }
            int got = channel.read(ByteBuffer.wrap(target, from, wanted), position);
            if (got < 0) {
                throw new EOFException("file ends before the message does");
            }
            position += got;
            return got;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, end - position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
