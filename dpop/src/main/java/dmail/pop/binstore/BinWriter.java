package dmail.pop.binstore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Appends records to a data file. Only {@link #flush} writes the buffer. */
public final class BinWriter {
    private static final int SMALL = 4 * 1024;
    private static final int CAPACITY = 256 * 1024;
    private static final byte[] NOTHING = {};

    private final FileChannel channel;
    private final long salt;

    /** Offset in the file of the buffer's first octet. */
    private long base;

    private byte[] buffer = new byte[SMALL];
    private int used;

    BinWriter(FileChannel channel, long salt, long end) {
        this.channel = channel;
        this.salt = salt;
        this.base = end;
    }

    /** Writes a message, dot-stuffed. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** {@return the offset of the next record} */
    public long position() {
        return base + used;
    }

    /** Appends a message; {@return its location} */
    public BinMessage message(BinLabel label, byte[] fromLine, Body body) throws IOException {
        long start = position();
        put(new byte[RecordFormat.FIXED], 0, RecordFormat.FIXED);
        put(fromLine, 0, fromLine.length);
        Measured octets = new Measured();
        body.writeTo(octets);
        byte[] fixed = RecordFormat.message(salt, fromLine, label, octets.length, octets.check());
        amend(start, fixed);
        return RecordFormat.messageAt(start, ByteBuffer.wrap(fixed));
    }

    /** Appends a message of another data file, with its check sum unchanged. */
    public BinMessage copy(BinFile from, BinMessage message) throws IOException {
        byte[] fromLine = from.fromLine(message);
        byte[] fixed =
                RecordFormat.message(
                        salt, fromLine, message.label(), message.length(), message.dataCheck());
        long start = position();
        put(fixed, 0, RecordFormat.FIXED);
        put(fromLine, 0, fromLine.length);
        copy(from.channel(), message.data(), message.end());
        return RecordFormat.messageAt(start, ByteBuffer.wrap(fixed));
    }

    private void copy(FileChannel from, long start, long end) throws IOException {
        long at = start;
        while (at < end) {
            makeRoom((int) Math.min(CAPACITY, end - at));
            int length = (int) Math.min(buffer.length - used, end - at);
            int read = from.read(ByteBuffer.wrap(buffer, used, length), at);
            if (read <= 0) {
                throw new IOException("the store became shorter while it was copied");
            }
            used += read;
            at += read;
        }
    }

    /** Appends the deletion of messages. */
    public void deleted(long[] starts) throws IOException {
        ByteBuffer offsets = ByteBuffer.allocate(starts.length * Long.BYTES);
        offsets.asLongBuffer().put(starts);
        plain(RecordFormat.DELETED, offsets.array());
    }

    /** Appends that all messages so far are in the store alone. */
    public void settled() throws IOException {
        plain(RecordFormat.SETTLED, NOTHING);
    }

    /** Appends that all messages are about to move to the drop file. */
    public void returning() throws IOException {
        plain(RecordFormat.RETURNING, NOTHING);
    }

    private void plain(byte kind, byte[] extra) throws IOException {
        put(RecordFormat.plain(kind, salt, extra), 0, RecordFormat.FIXED);
        put(extra, 0, extra.length);
    }

    /** Writes a record's fixed part, which is known only after its message. */
    private void amend(long start, byte[] fixed) throws IOException {
        if (start >= base) {
            System.arraycopy(fixed, 0, buffer, (int) (start - base), fixed.length);
        } else {
            flush();
            write(ByteBuffer.wrap(fixed), start);
        }
    }

    private void put(byte[] octets, int offset, int length) throws IOException {
        makeRoom(length);
        if (length > buffer.length - used) {
            write(ByteBuffer.wrap(octets, offset, length), base);
            base += length;
        } else {
            System.arraycopy(octets, offset, buffer, used, length);
            used += length;
        }
    }

    /** Makes room in the buffer; it is empty afterwards if the octets don't fit at all. */
    private void makeRoom(int length) throws IOException {
        if (length <= buffer.length - used) {
            return;
        }
        if (buffer.length < CAPACITY) {
            long wanted = Math.max(2L * buffer.length, (long) used + length);
            buffer = Arrays.copyOf(buffer, (int) Math.min(CAPACITY, wanted));
        }
        if (length > buffer.length - used) {
            flush();
        }
    }

    /** Writes the buffer to the file. */
    public void flush() throws IOException {
        write(ByteBuffer.wrap(buffer, 0, used), base);
        base += used;
        used = 0;
    }

    private void write(ByteBuffer octets, long offset) throws IOException {
        int begin = octets.position();
        while (octets.hasRemaining()) {
            channel.write(octets, offset + octets.position() - begin);
        }
    }

    /** Counts octets and computes their check sum. */
    private final class Measured extends OutputStream {
        private final CRC32C crc = new CRC32C();
        private long length;

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int count) throws IOException {
            crc.update(octets, offset, count);
            length += count;
            put(octets, offset, count);
        }

        int check() {
            return (int) crc.getValue();
        }
    }
}
