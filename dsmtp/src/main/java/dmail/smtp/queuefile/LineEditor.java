package dmail.smtp.queuefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Overwrites lines of a file in place, each with one of the same length. */
final class LineEditor implements AutoCloseable {
    private final FileChannel channel;

    LineEditor(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Overwrites a line, unless it is as it should be already.
     *
     * @throws IOException when somebody else has changed the file, which is then left as it is
     */
    void replace(Line line, String text) throws IOException {
        ByteBuffer before = ByteBuffer.wrap(line.text().getBytes(StandardCharsets.UTF_8));
        ByteBuffer after = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        if (before.remaining() != after.remaining()) {
            throw new IOException("queue file has a line of another length than we write");
        }
        ByteBuffer present = there(line.offset(), before.remaining());
        if (present.equals(after)) {
            return;
        }
        if (!present.equals(before)) {
            throw new IOException("queue file was changed meanwhile");
        }
        long at = line.offset();
        while (after.hasRemaining()) {
            at += channel.write(after, at);
        }
    }

    private ByteBuffer there(long offset, int length) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(length);
        int got = 0;
        while (octets.hasRemaining() && got >= 0) {
            got = channel.read(octets, offset + octets.position());
        }
        return octets.flip();
    }

    void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
