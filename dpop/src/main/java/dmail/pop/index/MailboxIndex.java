package dmail.pop.index;

import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryReservation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * All messages of a drop file at one moment, numbered from 1. Packed, and in a file if there are
 * many: a mailbox may hold a million, and a server may have thousands open.
 */
public final class MailboxIndex implements AutoCloseable {
    // Offsets of the fields in a row; see MessageEntry.
    private static final int FROM_LENGTH = 8;
    private static final int HEADER_LENGTH = 12;
    private static final int LENGTH = 16;
    private static final int OCTETS = 24;
    private static final int HIGH = 32;
    private static final int LOW = 40;
    private static final int CHECK = 48;
    private static final int COPY_AND_STATUS = 52;

    private final DropStamp stamp;
    private final Rows rows;
    private final int messages;
    private final long octets;

    MailboxIndex(DropStamp stamp, Rows rows, int messages, long octets) {
        this.stamp = stamp;
        this.rows = rows;
        this.messages = messages;
        this.octets = octets;
    }

    /** {@return the index of a drop file that is empty or missing} */
    public static MailboxIndex empty(MemoryReservation memory) {
        Rows none = Rows.begin(memory, new NoSpill());
        return new MailboxIndex(new DropStamp(0, 0, 0, 0, 0), none, 0, 0);
    }

    public DropStamp stamp() {
        return stamp;
    }

    public int messages() {
        return messages;
    }

    public Rows rows() {
        return rows;
    }

    /** {@return octets of all messages} */
    public long octets() {
        return octets;
    }

    public long octets(int number) throws IOException {
        int at = rows.seek(number - 1);
        return rows.block().getLong(at + OCTETS);
    }

    public Uidl uidl(int number) throws IOException {
        int at = rows.seek(number - 1);
        return uidl(rows.block(), at);
    }

    private static Uidl uidl(ByteBuffer block, int at) {
        return new Uidl(
                block.getLong(at + HIGH),
                block.getLong(at + LOW),
                block.getInt(at + COPY_AND_STATUS) >>> 2);
    }

    public MessageEntry entry(int number) throws IOException {
        int at = rows.seek(number - 1);
        ByteBuffer row = rows.block();
        return new MessageEntry(
                row.getLong(at),
                row.getInt(at + FROM_LENGTH),
                row.getInt(at + HEADER_LENGTH),
                row.getLong(at + LENGTH),
                row.getLong(at + OCTETS),
                uidl(row, at),
                row.getInt(at + CHECK),
                MessageEntry.Status.of(row.getInt(at + COPY_AND_STATUS) & 3));
    }

    /** {@return the offset of the next message, or of the end of the file} */
    public long next(int number) throws IOException {
        if (number == messages) {
            return stamp.size();
        }
        int at = rows.seek(number);
        return rows.block().getLong(at);
    }

    /**
     * {@return the index of the first messages only, with that stamp} It replaces this one: only
     * one of the two is closed.
     */
    public MailboxIndex first(int some, DropStamp then) throws IOException {
        long fewer = octets;
        for (int number = some + 1; number <= messages; number++) {
            fewer -= octets(number);
        }
        return new MailboxIndex(then, rows, some, fewer);
    }

    /** {@return a hash of the unique ids in their order} */
    public long fingerprint() throws IOException {
        long mixed = messages;
        for (int number = 1; number <= messages; number++) {
            int at = rows.seek(number - 1);
            ByteBuffer row = rows.block();
            mixed = 31 * mixed + row.getLong(at + HIGH);
            mixed = 31 * mixed + row.getLong(at + LOW);
            mixed = 31 * mixed + (row.getInt(at + COPY_AND_STATUS) >>> 2);
        }
        return mixed;
    }

    /** {@return whether it has the same messages at the same offsets} */
    public boolean isAboutTheSameAs(MailboxIndex other) throws IOException {
        return messages == other.messages && rows.isSame(other.rows, messages);
    }

    /** {@return whether the messages are in order and within the file} */
    boolean isSound() throws IOException {
        long before = 0;
        long sum = 0;
        for (int number = 1; number <= messages; number++) {
            int at = rows.seek(number - 1);
            ByteBuffer row = rows.block();
            long from = row.getLong(at);
            int fromLength = row.getInt(at + FROM_LENGTH);
            int headerLength = row.getInt(at + HEADER_LENGTH);
            long length = row.getLong(at + LENGTH);
            long end = from + fromLength + length;
            if (from < before
                    || fromLength < 0
                    || headerLength < 0
                    || length < headerLength
                    || end > stamp.size()) {
                return false;
            }
            before = end;
            sum += row.getLong(at + OCTETS);
        }
        return sum == octets;
    }

    /** Frees its memory and file. */
    @Override
    public void close() throws IOException {
        rows.close();
    }

    /** Collects messages in the order of the file. */
    public static final class Builder implements AutoCloseable {
        private final Rows rows;
        private long octets;

        /**
         * @param spill where they go if there are many
         */
        Builder(MemoryReservation memory, Rows.Spill spill) {
            this.rows = Rows.begin(memory, spill);
        }

        public int messages() {
            return rows.count();
        }

        /** Adds the first messages of another index. */
        public void addAll(MailboxIndex other, int messages) throws IOException {
            rows.addAll(other.rows, messages);
            octets += other.octets;
            for (int number = messages + 1; number <= other.messages; number++) {
                octets -= other.octets(number);
            }
        }

        public void add(MessageEntry entry) throws IOException {
            int at = rows.add();
            Uidl uidl = entry.uidl();
            rows.block()
                    .putLong(at, entry.from())
                    .putInt(at + FROM_LENGTH, entry.fromLength())
                    .putInt(at + HEADER_LENGTH, entry.headerLength())
                    .putLong(at + LENGTH, entry.length())
                    .putLong(at + OCTETS, entry.octets())
                    .putLong(at + HIGH, uidl.high())
                    .putLong(at + LOW, uidl.low())
                    .putInt(at + CHECK, entry.check())
                    .putInt(at + COPY_AND_STATUS, (uidl.copy() << 2) | entry.status().code());
            octets += entry.octets();
        }

        public Uidl uidl(int number) throws IOException {
            int at = rows.seek(number - 1);
            return MailboxIndex.uidl(rows.block(), at);
        }

        /** Changes the copy number of a message. */
        public void renumber(int number, int copy) throws IOException {
            int at = rows.seek(number - 1) + COPY_AND_STATUS;
            ByteBuffer row = rows.block();
            row.putInt(at, (copy << 2) | (row.getInt(at) & 3));
            rows.changed();
        }

        /** {@return the index, which takes over the builder's resources} */
        public MailboxIndex build(DropStamp stamp) throws IOException {
            rows.flush();
            return new MailboxIndex(stamp, rows, rows.count(), octets);
        }

        /** If no index was built. */
        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    /** For an index to which nothing is added. */
    private record NoSpill() implements Rows.Spill {
        @Override
        public FileChannel open() throws IOException {
            throw new IOException("nothing is added to this index");
        }

        @Override
        public long base() {
            return 0;
        }
    }
}
