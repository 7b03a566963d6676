package dmail.pop.maildrop;

import dmail.common.mbox.DropStamp;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * All messages of a drop file as it was at one moment, numbered from 1. Immutable; packed into one
 * array, for a mailbox may hold 100,000 messages and a server thousands of mailboxes.
 */
final class MailboxIndex {
    /** Longs of one message in the table. */
    static final int STRIDE = 7;

    private final DropStamp stamp;
    private final long[] table;
    private final long octets;

    private MailboxIndex(DropStamp stamp, long[] table) {
        this.stamp = stamp;
        this.table = table;
        this.octets = sum(table);
    }

    /** {@return the index of a drop file that is empty or not there} */
    static MailboxIndex empty() {
        return new MailboxIndex(new DropStamp(0, 0, 0, 0, 0), new long[0]);
    }

    /** Reads what {@link #writeTo} wrote. */
    static MailboxIndex readFrom(ByteBuffer from, DropStamp stamp, int messages) {
        long[] table = new long[messages * STRIDE];
        from.asLongBuffer().get(table);
        return new MailboxIndex(stamp, table);
    }

    void writeTo(ByteBuffer to) {
        to.asLongBuffer().put(table);
        to.position(to.position() + table.length * Long.BYTES);
    }

    DropStamp stamp() {
        return stamp;
    }

    int messages() {
        return table.length / STRIDE;
    }

    /** {@return octets of all messages} */
    long octets() {
        return octets;
    }

    long octets(int number) {
        return table[at(number) + 3];
    }

    Uidl uidl(int number) {
        int at = at(number);
        return new Uidl(table[at + 4], table[at + 5], copy(table[at + 6]));
    }

    MessageEntry entry(int number) {
        int at = at(number);
        return new MessageEntry(
                table[at],
                (int) (table[at + 1] >>> 32),
                (int) table[at + 1],
                table[at + 2],
                table[at + 3],
                uidl(number),
                (int) (table[at + 6] >>> 32),
                MessageEntry.Status.of((int) table[at + 6] & 3));
    }

    /** {@return offset of the message behind this one, or of the end of the file} */
    long next(int number) {
        return number < messages() ? table[at(number + 1)] : stamp.size();
    }

    /** {@return the first messages only, as they were in a file with that stamp} */
    MailboxIndex first(int messages, DropStamp then) {
        return new MailboxIndex(then, Arrays.copyOf(table, messages * STRIDE));
    }

    /** {@return a number that other unique ids or another order of them would change} */
    long fingerprint(int messages) {
        long mixed = messages;
        for (int number = 1; number <= messages; number++) {
            int at = at(number);
            mixed = 31 * mixed + table[at + 4];
            mixed = 31 * mixed + table[at + 5];
            mixed = 31 * mixed + copy(table[at + 6]);
        }
        return mixed;
    }

    /** {@return whether the same messages lie at the same places} */
    boolean isAboutTheSameAs(MailboxIndex other) {
        return Arrays.equals(table, other.table);
    }

    private static int copy(long packed) {
        return (int) packed >>> 2;
    }

    private static int at(int number) {
        return (number - 1) * STRIDE;
    }

    private static long sum(long[] table) {
        long sum = 0;
        for (int at = 3; at < table.length; at += STRIDE) {
            sum += table[at];
        }
        return sum;
    }

    /** {@return whether the messages follow each other and end within the file} */
    boolean isSound() {
        long before = 0;
        for (int number = 1; number <= messages(); number++) {
            MessageEntry entry = entry(number);
            if (entry.from() < before
                    || entry.fromLength() < 0
                    || entry.headerLength() < 0
                    || entry.length() < entry.headerLength()
                    || entry.end() > stamp.size()) {
                return false;
            }
            before = entry.end();
        }
        return true;
    }

    /** Collects messages in the order of the file. */
    static final class Builder {
        private long[] table = new long[16 * STRIDE];
        private int used;

        /** Takes over the first messages of another index. */
        Builder addAll(MailboxIndex other, int messages) {
            int length = messages * STRIDE;
            room(length);
            System.arraycopy(other.table, 0, table, used, length);
            used += length;
            return this;
        }

        void add(MessageEntry entry) {
            room(STRIDE);
            table[used] = entry.from();
            table[used + 1] = pack(entry.fromLength(), entry.headerLength());
            table[used + 2] = entry.length();
            table[used + 3] = entry.octets();
            table[used + 4] = entry.uidl().high();
            table[used + 5] = entry.uidl().low();
            int copyAndStatus = entry.uidl().copy() << 2 | entry.status().code();
            table[used + 6] = pack(entry.check(), copyAndStatus);
            used += STRIDE;
        }

        private static long pack(int high, int low) {
            return (long) high << 32 | Integer.toUnsignedLong(low);
        }

        private void room(int length) {
            if (used + length > table.length) {
                table = Arrays.copyOf(table, Math.max(used + length, 2 * table.length));
            }
        }

        MailboxIndex build(DropStamp stamp) {
            return new MailboxIndex(stamp, Arrays.copyOf(table, used));
        }
    }
}
