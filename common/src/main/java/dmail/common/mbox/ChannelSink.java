package dmail.common.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Gathers octets and writes them at a place in the drop file, in large pieces. */
final class ChannelSink implements OctetSink {
    private final DropLock lock;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private long position;

    ChannelSink(DropLock lock, long position) {
        this.lock = lock;
        this.channel = lock.channel();
        this.position = position;
    }

    /** {@return where the next octet goes} */
    long position() {
        return position + buffer.position();
    }

    /** Forgets what isn't written yet, and goes on elsewhere. */
    void moveTo(long place) {
        buffer.clear();
        position = place;
    }

    @Override
    public void write(byte[] octets, int start, int end) throws IOException {
        int at = start;
        while (at < end) {
            int piece = Math.min(buffer.remaining(), end - at);
            buffer.put(octets, at, piece);
            at += piece;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            int written = channel.write(buffer, position);
            if (written <= 0) {
                throw new IOException(lock.dropFile() + ": the system took no octets");
            }
            position += written;
        }
        buffer.clear();
        lock.keepAlive();
    }
}
