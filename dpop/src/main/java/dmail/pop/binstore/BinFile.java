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
 * A user's data file, open. Records are only ever appended to it, so what has been synced stays as
 * it is until the whole file is replaced.
 */
public final class BinFile implements AutoCloseable {
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
     * Makes a file without records, in place of any other.
     *
     * @param salt a random number that nobody outside may know
     */
    public static BinFile make(Path file, Disk disk, long salt) throws IOException {
        disk.delete(file);
        BinFile made = new BinFile(disk.open(file, NEW), salt);
        ByteBuffer head = ByteBuffer.wrap(RecordFormat.head(salt));
        while (head.hasRemaining()) {
            made.channel.write(head, head.position());
        }
        return made;
    }

    /**
     * Opens a file that is there.
     *
     * @throws IOException also when it is no data file
     */
    public static BinFile open(Path file, Disk disk) throws IOException {
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

    /** The first record tells it as well, and is right if it is whole; the head may be damaged. */
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

    /** {@return how many octets there were} */
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
     * {@return all that it holds}
     *
     * @param memory what that takes from, until the content is thrown away
     */
    public BinContent read(MemoryReservation memory) throws IOException {
        long size = channel.size();
        return new ContentReader(this, new RecordReader(channel, salt, size), size, memory).read();
    }

    /** {@return the message whose record begins at an offset} */
    BinMessage message(long start) throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(RecordFormat.FIXED);
        whole(fixed, start);
        return RecordFormat.messageAt(start, fixed);
    }

    /** {@return what appends to it from an offset on, behind which nothing is worth keeping} */
    public BinWriter writer(long end) {
        return new BinWriter(channel, salt, end);
    }

    /** {@return offset behind the head, where the first record goes} */
    public static long begin() {
        return RecordFormat.HEAD;
    }

    /** {@return octets of a record's fixed part, which the From line follows} */
    public static int fixedPart() {
        return RecordFormat.FIXED;
    }

    /** {@return the From line of a message, without its line feed} */
    public byte[] fromLine(BinMessage message) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(message.lead() - RecordFormat.FIXED);
        whole(line, message.start() + RecordFormat.FIXED);
        return line.array();
    }

    /** {@return whether a message's octets are those that were written} */
    public boolean isWhole(BinMessage message) throws IOException {
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

    /** {@return whether the record that is known by its check still begins at an offset} */
    public static boolean isThere(FileChannel channel, long start, int check) throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(RecordFormat.FIXED);
        return read(channel, fixed, start) == RecordFormat.FIXED
                && RecordFormat.isMark(fixed.array(), 0)
                && RecordFormat.checkIn(fixed) == check;
    }

    /** {@return the file, to read messages from} */
    public FileChannel channel() {
        return channel;
    }

    /** Makes all that was appended survive a crash. */
    public void sync() throws IOException {
        channel.force(false);
    }

    /** Takes back what was appended behind an offset. */
    public void cut(long end) throws IOException {
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
