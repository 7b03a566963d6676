package dmail.pop.maildrop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Compares the first octets of messages with what an index knows of them. */
final class MessageChecks {
    private static final int BLOCK = 64 * 1024;

    /** The next message is read with the one before it when it begins no further away. */
    private static final int NEAR = 4 * 1024;

    private final FileChannel channel;
    private final byte[] block = new byte[BLOCK];

    /** Offset of the block's first octet in the file. */
    private long base;

    private int length;

    MessageChecks(FileChannel channel) {
        this.channel = channel;
    }

    /** {@return the CRC-32C of some octets of a file} */
    static int check(FileChannel channel, long offset, int octets) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(octets);
        fill(channel, start, offset);
        return sum(start.array(), 0, start.position());
    }

    /** {@return whether each message of an index still begins where it did} */
    boolean allBeginAsKnown(MailboxIndex index) throws IOException {
        for (int number = 1; number <= index.messages(); number++) {
            MessageEntry entry = index.entry(number);
            if (check(entry, index.next(number)) != entry.check()) {
                return false;
            }
        }
        return true;
    }

    private int check(MessageEntry entry, long next) throws IOException {
        int checked = entry.checked();
        if (entry.from() < base || entry.from() + checked > base + length) {
            load(entry.from(), next - entry.from() <= NEAR ? BLOCK : checked);
        }
        int at = (int) (entry.from() - base);
        return sum(block, at, Math.clamp(length - at, 0, checked));
    }

    private void load(long offset, int octets) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(block, 0, octets);
        fill(channel, into, offset);
        base = offset;
        length = into.position();
    }

    private static void fill(FileChannel channel, ByteBuffer into, long offset) throws IOException {
        while (into.hasRemaining() && channel.read(into, offset + into.position()) > 0) {
            // A read may be short.
        }
    }

    private static int sum(byte[] octets, int start, int length) {
        CRC32C check = new CRC32C();
        check.update(octets, start, length);
        return (int) check.getValue();
    }
}
