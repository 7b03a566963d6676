package dmail.pop.binstore;

import dmail.common.io.Disk;
import dmail.common.memory.MemoryReservation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A user's data file, open. Records are only appended, so what has been synced doesn't change until
 * the whole file is replaced.
 */
final class BinFile implements AutoCloseable {
    private static final Set<OpenOption> PRESENT =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final Set<OpenOption> NEW =
            Set.of(
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW);
    private static final int BLOCK = 64 * 1024;

    private final FileChannel channel;
    private final long salt;

    private BinFile(FileChannel channel, long salt) {
        this.channel = channel;
        this.salt = salt;
    }

    /**
     * Makes an empty file in place of any other.
     *
     * @param salt a random number that must stay secret
     */
    static BinFile make(Path file, Disk disk, long salt) throws IOException {
        disk.delete(file);
        BinFile made = new BinFile(disk.open(file, NEW), salt);
        ByteBuffer head = ByteBuffer.wrap(RecordFormat.head(salt));
        while (head.hasRemaining()) {
            made.channel.write(head, head.position());
        }
        return made;
    }

    /**
     * Opens an existing file.
     *
     * @throws IOException also when it is no data file
     */
    static BinFile open(Path file, Disk disk) throws IOException {
        FileChannel channel = disk.open(file, PRESENT);
        boolean kept = false;
        try {
            Optional<Long> salt = salt(channel);
            kept = salt.isPresent();
            return new BinFile(
                    channel,
                    salt.orElseThrow(
                            () -> new IOException(file + " is damaged at its very beginning")));
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    /** The head may be damaged; a valid first record has the salt, too. */
    private static Optional<Long> salt(FileChannel channel) throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(RecordFormat.FIXED);
        if (read(channel, fixed, RecordFormat.HEAD) == RecordFormat.FIXED) {
            long salt = RecordFormat.salt(fixed);
            RecordReader reader = new RecordReader(channel, salt, channel.size());
            if (reader.at(RecordFormat.HEAD).isPresent()) {
                return Optional.of(salt);
            }
        }
        ByteBuffer head = ByteBuffer.allocate(RecordFormat.HEAD);
        return RecordFormat.isHead(head.array(), read(channel, head, 0))
                ? Optional.of(RecordFormat.saltOfHead(head))
                : Optional.empty();
    }

    /** {@return how many octets were read} */
    private static int read(FileChannel channel, ByteBuffer into, long offset) throws IOException {
        int begin = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into, offset + into.position() - begin) <= 0) {
                break;
            }
        }
        return into.position() - begin;
    }

    /**
     * {@return its content}
     *
     * @param memory where that takes memory from until it is closed
     */
    BinContent read(MemoryReservation memory) throws IOException {
        long size = channel.size();
        return new ContentReader(this, new RecordReader(channel, salt, size), size, memory).read();
    }

    /** {@return the message whose record begins at an offset} */
    BinMessage message(long start) throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(RecordFormat.FIXED);
        whole(fixed, start);
        return RecordFormat.messageAt(start, fixed);
    }

    /** {@return a writer that appends at an offset; anything after it is dropped} */
    BinWriter writer(long end) {
        return new BinWriter(channel, salt, end);
    }

    /** {@return the offset after the head, of the first record} */
    static long begin() {
        return RecordFormat.HEAD;
    }

    /** {@return octets of a record's fixed part; the From line follows} */
    static int fixedPart() {
        return RecordFormat.FIXED;
    }

    /** {@return the From line of a message, without its line feed} */
    byte[] fromLine(BinMessage message) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(message.lead() - RecordFormat.FIXED);
        whole(line, message.start() + RecordFormat.FIXED);
        return line.array();
    }

    /** {@return whether a message's check sum is right} */
    boolean isWhole(BinMessage message) throws IOException {
        CRC32C check = new CRC32C();
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, message.length()));
        long position = message.data();
        while (position < message.end()) {
            block.clear().limit((int) Math.min(block.capacity(), message.end() - position));
            int length = read(channel, block, position);
            if (length == 0) {
                return false;
            }
            check.update(block.array(), 0, length);
            position += length;
        }
        return (int) check.getValue() == message.dataCheck();
    }

    /** {@return whether a record with that check sum begins at an offset} */
    static boolean isThere(FileChannel channel, long start, int check) throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(RecordFormat.FIXED);
        return read(channel, fixed, start) == RecordFormat.FIXED
                && RecordFormat.isMark(fixed.array(), 0)
                && RecordFormat.checkIn(fixed) == check;
    }

    /** {@return the file, to read messages from} */
    FileChannel channel() {
        return channel;
    }

    /** Syncs what was appended. */
    void sync() throws IOException {
        channel.force(false);
    }

    /** Cuts the file off at an offset. */
    void cut(long end) throws IOException {
        channel.truncate(end);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void whole(ByteBuffer into, long offset) throws IOException {
        if (read(channel, into, offset) < into.capacity()) {
            throw new IOException("the store became shorter while it was read");
        }
    }
}
