package dmail.pop.binstore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Appends records to a data file. Nothing is sure to be in the file before {@link #flush}. */
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

    /** Writes a message as it goes over the wire, dots doubled. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** {@return where the next record will begin} */
    public long position() {
        return base + used;
    }

    /** Appends a message; {@return where it lies} */
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

    /** Appends a message of another data file, with its check as it is. */
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
            room((int) Math.min(CAPACITY, end - at));
            int length = (int) Math.min(buffer.length - used, end - at);
            int read = from.read(ByteBuffer.wrap(buffer, used, length), at);
            if (read <= 0) {
                throw new IOException("the store became shorter while it was copied");
            }
            used += read;
            at += read;
        }
    }

    /** Appends that these messages are gone. */
    public void deleted(long[] starts) throws IOException {
        ByteBuffer offsets = ByteBuffer.allocate(starts.length * Long.BYTES);
        offsets.asLongBuffer().put(starts);
        plain(RecordFormat.DELETED, offsets.array());
    }

    /** Appends that all messages so far are in the store alone. */
    public void settled() throws IOException {
        plain(RecordFormat.SETTLED, NOTHING);
    }

    /** Appends that all messages are about to go back to the drop file. */
    public void returning() throws IOException {
        plain(RecordFormat.RETURNING, NOTHING);
    }

    private void plain(byte kind, byte[] extra) throws IOException {
        put(RecordFormat.plain(kind, salt, extra), 0, RecordFormat.FIXED);
        put(extra, 0, extra.length);
    }

    /** Writes the fixed part of a record, which is known only after its message. */
    private void amend(long start, byte[] fixed) throws IOException {
        if (start >= base) {
            System.arraycopy(fixed, 0, buffer, (int) (start - base), fixed.length);
        } else {
            flush();
            write(ByteBuffer.wrap(fixed), start);
        }
    }

    private void put(byte[] octets, int offset, int length) throws IOException {
        room(length);
        if (length > buffer.length - used) {
            write(ByteBuffer.wrap(octets, offset, length), base);
            base += length;
        } else {
            System.arraycopy(octets, offset, buffer, used, length);
            used += length;
        }
    }

    /** Sees to it that so many octets fit in; if they are too many, that the buffer is empty. */
    private void room(int length) throws IOException {
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

    /** Hands all to the file system. */
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

    /** Counts and sums up a message on its way. */
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
