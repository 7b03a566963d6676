package dmail.common.mbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The header of an index file, all numbers big-endian: the word {@code DPOPIDX} and a version
 * octet; size, modification time, change time, inode and device of the file that is indexed; octets
 * of all messages; a CRC-32C of all that, so that the rest need not be read.
 *
 * @param stamp of the indexed file
 * @param octets of all messages, as POP3 counts them
 */
public record IndexHead(DropStamp stamp, long octets) {
    private static final byte[] MAGIC = "DPOPIDX\2".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKED = MAGIC.length + 6 * Long.BYTES;

    /** Octets of the header in the file. */
    public static final int LENGTH = CHECKED + Integer.BYTES;

    /** {@return the header of an index file, or empty when it isn't one} */
    static Optional<IndexHead> of(Path index) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(LENGTH);
        try (FileChannel channel =
                FileChannel.open(
                        index, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (octets.hasRemaining()) {
                if (channel.read(octets) < 0) {
                    return Optional.empty();
                }
            }
        }
        return readFrom(octets.flip());
    }

    /** Reads what {@link #writeTo} wrote; empty when it is something else. */
    public static Optional<IndexHead> readFrom(ByteBuffer from) {
        if (from.remaining() < LENGTH) {
            return Optional.empty();
        }
        byte[] octets = new byte[CHECKED];
        from.get(octets);
        if (from.getInt() != crc(octets)
                || !Arrays.equals(octets, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        ByteBuffer numbers = ByteBuffer.wrap(octets).position(MAGIC.length);
        DropStamp stamp =
                new DropStamp(
                        numbers.getLong(),
                        numbers.getLong(),
                        numbers.getLong(),
                        numbers.getLong(),
                        numbers.getLong());
        return Optional.of(new IndexHead(stamp, numbers.getLong()));
    }

    public void writeTo(ByteBuffer to) {
        ByteBuffer octets = ByteBuffer.allocate(CHECKED).put(MAGIC);
        octets.putLong(stamp.size()).putLong(stamp.modified()).putLong(stamp.changed());
        octets.putLong(stamp.inode()).putLong(stamp.device()).putLong(this.octets);
        to.put(octets.array()).putInt(crc(octets.array()));
    }

    private static int crc(byte[] octets) {
        CRC32C crc = new CRC32C();
        crc.update(octets);
        return (int) crc.getValue();
    }
}
