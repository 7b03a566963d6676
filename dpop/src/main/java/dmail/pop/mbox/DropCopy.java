package dmail.pop.mbox;

import dmail.pop.index.MailboxIndex;
import dmail.pop.index.MessageEntry;
import dmail.pop.index.MessageEntry.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Copies messages from the old drop file to the new one and records their new offsets. Unchanged
 * neighbours are copied together.
 */
final class DropCopy {
    /** A longer header isn't searched for its Status. */
    private static final int LONGEST_HEADER = 256 * 1024;

    private static final long STRETCH = 8L << 20;

    private final FileChannel from;
    private final ReadAhead reads;
    private final FileChannel to;
    private final Runnable stillBusy;
    private final MailboxIndex.Builder copied;

    /** The next output. */
    private final ByteBuffer out = ByteBuffer.allocate(ReadAhead.BLOCK);

    /** The start of the range to copy next. */
    private long pendingStart;

    private long pendingEnd;

    /**
     * @param copied gets the messages with their new offsets; the caller closes it
     */
    DropCopy(FileChannel from, FileChannel to, MailboxIndex.Builder copied, Runnable stillBusy) {
        this.from = from;
        this.reads = new ReadAhead(from);
        this.to = to;
        this.copied = copied;
        this.stillBusy = stillBusy;
    }

    /** Copies what precedes the first message. */
    void lead(long end) throws IOException {
        pend(0, end);
    }

    /** Copies a message, and what follows it up to the next, unchanged. */
    void asItIs(MessageEntry entry, long next) throws IOException {
        copied.add(entry.movedTo(target(entry.from())));
        pend(entry.from(), next);
    }

    /** Copies a message with another Status header. */
    void withStatus(MessageEntry entry, long next, Status status) throws IOException {
        if (entry.headerLength() > LONGEST_HEADER) {
            asItIs(entry, next);
            return;
        }
        // The From line comes with it, for it is wanted next.
        int lead = entry.fromLength();
        byte[] start = read(entry.from(), lead + entry.headerLength(), next - entry.from());
        byte[] header = Arrays.copyOfRange(start, lead, start.length);
        if (header.length == 0 || header[header.length - 1] != '\n') {
            asItIs(entry, next);
            return;
        }
        byte[] changed = StatusLine.set(header, status);
        copied.add(changed(entry, target(entry.from()), header, changed, status));
        pend(entry.from(), entry.start());
        flush();
        write(changed, 0, changed.length);
        pend(entry.start() + header.length, next);
    }

    private MessageEntry changed(
            MessageEntry entry, long offset, byte[] header, byte[] changed, Status status)
            throws IOException {
        MessageEntry moved =
                new MessageEntry(
                        offset,
                        entry.fromLength(),
                        changed.length,
                        entry.length() + changed.length - header.length,
                        entry.octets()
                                + StatusLine.wireOctets(changed)
                                - StatusLine.wireOctets(header),
                        entry.uidl(),
                        0,
                        status);
        return moved.withCheck(check(entry, moved.checked(), changed));
    }

    /** The first octets are of the From line, then of the new header, then of what is behind it. */
    private int check(MessageEntry entry, int checked, byte[] header) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(checked);
        long length = entry.end() - entry.from();
        first.put(read(entry.from(), Math.min(checked, entry.fromLength()), length));
        first.put(header, 0, Math.min(first.remaining(), header.length));
        first.put(read(entry.start() + entry.headerLength(), first.remaining(), length));
        return MessageChecks.sum(first.array(), 0, checked);
    }

    /** {@return the offset in the new file of an octet that is copied next} */
    private long target(long offset) throws IOException {
        if (pendingEnd != offset) {
            flush();
        }
        return to.position() + out.position() + pendingEnd - pendingStart;
    }

    private void pend(long start, long end) throws IOException {
        if (start != pendingEnd) {
            flush();
            pendingStart = start;
        }
        pendingEnd = end;
    }

    private void flush() throws IOException {
        if (pendingStart == pendingEnd) {
            return;
        }
        stillBusy.run();
        int length = (int) Math.min(ReadAhead.BLOCK, pendingEnd - pendingStart);
        if (length == pendingEnd - pendingStart) {
            int at = reads.seek(pendingStart, length, length);
            if (reads.available(at) < length) {
                throw tooShort();
            }
            write(reads.octets(), at, length);
        } else {
            drain();
            transfer();
        }
        pendingStart = pendingEnd;
    }

    private void transfer() throws IOException {
        while (pendingStart < pendingEnd) {
            stillBusy.run();
            long wanted = Math.min(STRETCH, pendingEnd - pendingStart);
            long done = from.transferTo(pendingStart, wanted, to);
            if (done <= 0) {
                throw tooShort();
            }
            pendingStart += done;
        }
    }

    private static IOException tooShort() {
        return new IOException("the drop file became shorter while it was copied");
    }

    private byte[] read(long offset, int octets, long stretch) throws IOException {
        if (octets == 0 || octets > ReadAhead.BLOCK) {
            return readLong(offset, octets);
        }
        int at = reads.seek(offset, octets, stretch);
        if (reads.available(at) < octets) {
            throw tooShort();
        }
        return Arrays.copyOfRange(reads.octets(), at, at + octets);
    }

    private byte[] readLong(long offset, int octets) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(octets);
        while (header.hasRemaining()) {
            if (from.read(header, offset + header.position()) < 0) {
                throw tooShort();
            }
        }
        return header.array();
    }

    private void write(byte[] octets, int start, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (!out.hasRemaining()) {
                drain();
            }
            int some = Math.min(out.remaining(), length - written);
            out.put(octets, start + written, some);
            written += some;
        }
    }

    private void drain() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            to.write(out);
        }
        out.clear();
    }

    /** Ends the copying. */
    void finish() throws IOException {
        flush();
        drain();
    }
}
