package dmail.pop.mbox;

import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Compares the first octets of messages with what an index knows of them. */
final class MessageChecks {
    private final ReadAhead reads;

    MessageChecks(FileChannel channel) {
        this.reads = new ReadAhead(channel);
    }

    /** {@return the CRC-32C of some octets of a file} */
    static int check(FileChannel channel, long offset, int octets) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(octets);
        while (start.hasRemaining() && channel.read(start, offset + start.position()) > 0) {
            // A read may be short.
        }
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
        int at = reads.seek(entry.from(), checked, next - entry.from());
        return sum(reads.octets(), at, Math.min(reads.available(at), checked));
    }

    /** {@return the CRC-32C of some octets} */
    static int sum(byte[] octets, int start, int length) {
        CRC32C check = new CRC32C();
        check.update(octets, start, length);
        return (int) check.getValue();
    }
}
