package dmail.common.mbox;

import dmail.common.dropfile.DropLock;
import dmail.common.io.OctetSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Buffers octets and writes them to the drop file at an offset, in large pieces. */
final class ChannelSink implements OctetSink {
    private final DropLock lock;
    private final FileChannel channel;
    private final byte[] buffer;
    private int gathered;
    private long position;

    /**
     * @param buffer used by this sink alone as long as the sink is used
     */
    ChannelSink(DropLock lock, long position, byte[] buffer) {
        this.lock = lock;
        this.channel = lock.channel();
        this.position = position;
        this.buffer = buffer;
    }

    /** {@return the offset of the next octet} */
    long position() {
        return position + gathered;
    }

    /** Drops what is buffered, and continues at another offset. */
    void moveTo(long offset) {
        gathered = 0;
        position = offset;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int piece = Math.min(buffer.length - gathered, end - at);
            System.arraycopy(octets, at, buffer, gathered, piece);
            gathered += piece;
            at += piece;
            if (gathered == buffer.length) {
                flush();
            }
        }
    }

    void flush() throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, gathered);
        while (rest.hasRemaining()) {
            int written = channel.write(rest, position);
            if (written <= 0) {
                throw new IOException(lock.dropFile() + ": the system took no octets");
            }
            position += written;
        }
        gathered = 0;
        lock.keepAlive();
    }
}
