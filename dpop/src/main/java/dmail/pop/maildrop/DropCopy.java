package dmail.pop.maildrop;

import dmail.pop.maildrop.MessageEntry.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Copies messages from the old drop file to the new one and notes where they come to lie. What is
 * copied unchanged is gathered, so that neighbouring messages are copied in one go.
 */
final class DropCopy {
    /** A header beyond this is not looked into for the sake of its Status. */
    private static final int LONGEST_HEADER = 256 * 1024;

    private static final long STRETCH = 8L << 20;

    private final FileChannel from;
    private final FileChannel to;
    private final Runnable stillBusy;
    private final MailboxIndex.Builder copied;

    /** Octets of the old file that are to be copied next. */
    private long pendingStart;

    private long pendingEnd;

    /**
     * @param copied gets the messages as they lie in the new file; the caller's to close
     */
    DropCopy(FileChannel from, FileChannel to, MailboxIndex.Builder copied, Runnable stillBusy) {
        this.from = from;
        this.to = to;
        this.copied = copied;
        this.stillBusy = stillBusy;
    }

    /** Copies what stands before the first message. */
    void lead(long end) throws IOException {
        pend(0, end);
    }

    /** Copies a message, and what lies between it and the next, as it is. */
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
        byte[] header = read(entry.start(), entry.headerLength());
        if (header.length == 0 || header[header.length - 1] != '\n') {
            asItIs(entry, next);
            return;
        }
        byte[] changed = StatusLine.set(header, status);
        long place = target(entry.from());
        pend(entry.from(), entry.start());
        flush();
        write(ByteBuffer.wrap(changed));
        pend(entry.start() + header.length, next);
        flush();
        copied.add(changed(entry, place, header, changed, status));
    }

    private MessageEntry changed(
            MessageEntry entry, long place, byte[] header, byte[] changed, Status status)
            throws IOException {
        MessageEntry moved =
                new MessageEntry(
                        place,
                        entry.fromLength(),
                        changed.length,
                        entry.length() + changed.length - header.length,
                        entry.octets()
                                + StatusLine.wireOctets(changed)
                                - StatusLine.wireOctets(header),
                        entry.uidl(),
                        0,
                        status);
        return moved.withCheck(MessageChecks.check(to, place, moved.checked()));
    }

    /** {@return where an octet that is copied next comes to lie} */
    private long target(long offset) throws IOException {
        if (pendingEnd == offset) {
            return to.position() + pendingEnd - pendingStart;
        }
        flush();
        return to.position();
    }

    private void pend(long start, long end) throws IOException {
        if (start != pendingEnd) {
            flush();
            pendingStart = start;
        }
        pendingEnd = end;
    }

    private void flush() throws IOException {
        while (pendingStart < pendingEnd) {
            stillBusy.run();
            long wanted = Math.min(STRETCH, pendingEnd - pendingStart);
            long done = from.transferTo(pendingStart, wanted, to);
            if (done <= 0) {
                throw new IOException("the drop file became shorter while it was copied");
            }
            pendingStart += done;
        }
    }

    private byte[] read(long offset, int octets) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(octets);
        while (header.hasRemaining()) {
            if (from.read(header, offset + header.position()) < 0) {
                throw new IOException("the drop file became shorter while it was copied");
            }
        }
        return header.array();
    }

    private void write(ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            to.write(octets);
        }
    }

    /** Ends the copying. */
    void finish() throws IOException {
        flush();
    }
}
