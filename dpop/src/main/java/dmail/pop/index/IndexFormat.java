package dmail.pop.index;

import dmail.common.mbox.DropStamp;
import dmail.common.mbox.IndexHead;
import dmail.common.memory.MemoryReservation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The format of an index file, all numbers big-endian: the {@link IndexHead}; the number of
 * messages; the length of the name of what it is about and the name; 56 octets a message; a CRC-32C
 * of all that.
 *
 * <p>Anything else is read as no index. The rows of a large one stay in the file.
 */
final class IndexFormat {
    private static final int FIXED = IndexHead.LENGTH + 2 * Integer.BYTES;

    private final byte[] name;

    /**
     * @param about the name of what the index is about
     */
    IndexFormat(String about) {
        this.name = about.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the offset of the first row} */
    long base() {
        return (long) FIXED + name.length;
    }

    /** Writes what is before and after the rows, which are in the file already. */
    void finish(FileChannel file, MailboxIndex index) throws IOException {
        ByteBuffer front = ByteBuffer.allocate(FIXED + name.length);
        new IndexHead(index.stamp(), index.octets()).writeTo(front);
        front.putInt(index.messages()).putInt(name.length).put(name).flip();
        CRC32C crc = new CRC32C();
        crc.update(front.duplicate());
        sum(index.rows(), index.messages(), crc);
        write(file, front, 0);
        long end = base() + (long) index.messages() * Rows.WIDTH;
        ByteBuffer check = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).flip();
        write(file, check, end);
        file.truncate(end + Integer.BYTES);
    }

    private static void sum(Rows rows, int count, CRC32C crc) throws IOException {
        for (int row = 0; row < count; row += Rows.BLOCK) {
            crc.update(rows.block(row, Math.min(Rows.BLOCK, count - row) * Rows.WIDTH));
        }
    }

    /** Writes all of an index whose rows are elsewhere. */
    void write(FileChannel file, MailboxIndex index) throws IOException {
        int count = index.messages();
        for (int row = 0; row < count; row += Rows.BLOCK) {
            int length = Math.min(Rows.BLOCK, count - row) * Rows.WIDTH;
            write(file, index.rows().block(row, length), base() + (long) row * Rows.WIDTH);
        }
        finish(file, index);
    }

    private static void write(FileChannel file, ByteBuffer octets, long offset) throws IOException {
        while (octets.hasRemaining()) {
            file.write(octets, offset + octets.position());
        }
    }

    /**
     * {@return the index in a file, or empty when it is invalid or has another name} The caller
     * closes the file unless rows of the index are in it.
     */
    Optional<MailboxIndex> read(FileChannel file, MemoryReservation memory) throws IOException {
        ByteBuffer front = ByteBuffer.allocate((int) Math.min(base(), file.size()));
        fill(file, front, 0);
        Optional<IndexHead> head = IndexHead.readFrom(front.flip());
        if (head.isEmpty() || front.remaining() < 2 * Integer.BYTES) {
            return Optional.empty();
        }
        int count = front.getInt();
        boolean mine = front.getInt() == name.length && front.equals(ByteBuffer.wrap(name));
        long end = base() + (long) count * Rows.WIDTH;
        if (!mine || count < 0 || file.size() != end + Integer.BYTES) {
            return Optional.empty();
        }
        DropStamp stamp = head.get().stamp();
        Rows rows = Rows.of(file, base(), count, memory);
        MailboxIndex index = new MailboxIndex(stamp, rows, count, head.get().octets());
        boolean sound = false;
        try {
            CRC32C crc = new CRC32C();
            crc.update(front.rewind());
            sum(rows, count, crc);
            sound = (int) crc.getValue() == number(file, end) && index.isSound();
        } finally {
            if (!sound) {
                rows.close();
            }
        }
        return sound ? Optional.of(index) : Optional.empty();
    }

    private static int number(FileChannel file, long offset) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
        fill(file, number, offset);
        return number.getInt(0);
    }

    private static void fill(FileChannel file, ByteBuffer into, long offset) throws IOException {
        while (into.hasRemaining()) {
            int read = file.read(into, offset + into.position());
            if (read < 0) {
                return;
            }
        }
    }
}
