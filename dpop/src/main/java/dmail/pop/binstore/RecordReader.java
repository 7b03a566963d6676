package dmail.pop.binstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the records of a data file, even after damage. */
final class RecordReader {
    private static final int BLOCK = 64 * 1024;

    private final FileChannel channel;
    private final long salt;
    private final long size;

    RecordReader(FileChannel channel, long salt, long size) {
        this.channel = channel;
        this.salt = salt;
        this.size = size;
    }

    /** {@return the record at an offset, if it is valid; its message isn't checked} */
    Optional<BinRecord> at(long start) throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(RecordFormat.FIXED);
        if (size - start < RecordFormat.FIXED || !fill(fixed, start)) {
            return Optional.empty();
        }
        int length = RecordFormat.extra(fixed);
        long most = Math.min(RecordFormat.LONGEST_EXTRA, size - start - RecordFormat.FIXED);
        if (!RecordFormat.isMark(fixed.array(), 0)
                || RecordFormat.salt(fixed) != salt
                || length < 0
                || length > most) {
            return Optional.empty();
        }
        ByteBuffer extra = ByteBuffer.allocate(length);
        if (!fill(extra, start + RecordFormat.FIXED)
                || RecordFormat.check(fixed.array(), extra.array(), length)
                        != RecordFormat.checkIn(fixed)) {
            return Optional.empty();
        }
        return record(start, fixed, extra.flip());
    }

    private Optional<BinRecord> record(long start, ByteBuffer fixed, ByteBuffer extra) {
        long end = start + RecordFormat.FIXED + extra.remaining();
        return switch (fixed.get(3)) {
            case RecordFormat.MESSAGE ->
                    Optional.of(RecordFormat.messageAt(start, fixed))
                            .filter(m -> m.length() >= 0 && m.length() <= size - m.data())
                            .map(BinRecord.Message::new);
            case RecordFormat.DELETED ->
                    Optional.of(new BinRecord.Deleted(extra.asLongBuffer(), end));
            case RecordFormat.SETTLED -> Optional.of(new BinRecord.Settled(end));
            case RecordFormat.RETURNING -> Optional.of(new BinRecord.Returning(end));
            default -> Optional.empty();
        };
    }

    /** {@return the offset of the first record from there on} */
    OptionalLong next(long from) throws IOException {
        byte[] block = new byte[BLOCK];
        long base = from;
        while (size - base >= RecordFormat.FIXED) {
            int length = (int) Math.min(BLOCK, size - base);
            if (!fill(ByteBuffer.wrap(block, 0, length), base)) {
                return OptionalLong.empty();
            }
            for (int at = 0; at + 3 <= length; at++) {
                if (RecordFormat.isMark(block, at) && at(base + at).isPresent()) {
                    return OptionalLong.of(base + at);
                }
            }
            // A mark may cross the end of the block.
            base += length - 2;
        }
        return OptionalLong.empty();
    }

    private boolean fill(ByteBuffer into, long offset) throws IOException {
        int begin = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into, offset + into.position() - begin) <= 0) {
                return false;
            }
        }
        return true;
    }
}
