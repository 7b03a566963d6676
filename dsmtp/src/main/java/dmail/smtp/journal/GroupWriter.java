package dmail.smtp.journal;

import dmail.smtp.message.FileBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The thread that writes the journal: it takes all records that are ready, writes them, syncs once,
 * and answers their sessions.
 *
 * <p>After a failed write or sync the segment is not used again: the kernel reports a lost page
 * only once, and a second sync would succeed. The messages of the group are refused. They may be on
 * the disk all the same, so an ABANDONED record for them goes into the next segment.
 */
final class GroupWriter implements Runnable {
    private static final int BUFFER = 1 << 18;

    private final WriteQueue writeQueue;
    private final Segments segments;
    private final SegmentCleaner cleaner;
    private final JournalLog log;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<PendingRecord> owed = new ArrayList<>();
    private long nextSequence;
    private long nextGroup;

    GroupWriter(
            WriteQueue writeQueue,
            Segments segments,
            SegmentCleaner cleaner,
            long nextSequence,
            long nextGroup,
            JournalLog log) {
        this.writeQueue = writeQueue;
        this.segments = segments;
        this.cleaner = cleaner;
        this.nextSequence = nextSequence;
        this.nextGroup = nextGroup;
        this.log = log;
    }

    @Override
    public void run() {
        List<PendingRecord> group = writeQueue.takeGroup();
        try {
            while (!group.isEmpty()) {
                write(group);
                cleaner.clean(this::write);
                group = writeQueue.takeGroup();
            }
        } finally {
            writeQueue.close();
            IOException stopped = new IOException("journal writer has stopped");
            for (; !group.isEmpty(); group = writeQueue.takeGroup()) {
                answer(group, stopped);
            }
            segments.close();
        }
    }

    private void write(List<PendingRecord> ready) {
        List<PendingRecord> group = new ArrayList<>(owed);
        group.addAll(ready);
        owed.clear();
        Segment segment;
        try {
            segment = roomFor(group);
        } catch (IOException failure) {
            log.noSegment(failure);
            refuse(group, failure);
            return;
        }
        write(group, segment);
    }

    /** The DONE records of a group may free a segment for its messages. */
    private Segment roomFor(List<PendingRecord> group) throws IOException {
        int octets = group.stream().mapToInt(PendingRecord::size).sum();
        try {
            return segments.roomFor(octets);
        } catch (IOException full) {
            if (!countNotes(group)) {
                throw full;
            }
            segments.release();
            return segments.roomFor(octets);
        }
    }

    private static boolean countNotes(List<PendingRecord> group) {
        boolean any = false;
        for (PendingRecord record : group) {
            if (record instanceof PendingRecord.Done done) {
                markDone(done);
                any = true;
            }
        }
        return any;
    }

    private void write(List<PendingRecord> group, Segment segment) {
        long first = nextSequence;
        nextSequence += group.size();
        long start = segment.position();
        try {
            put(group, segment, first);
            if (group.stream().anyMatch(PendingRecord::isSynced)) {
                segment.sync();
            }
        } catch (IOException failure) {
            segments.giveUp(failure);
            refuse(group, failure);
            takeBack(group, first);
            return;
        }
        settle(group, segment, first, start);
    }

    private void put(List<PendingRecord> group, Segment segment, long first) throws IOException {
        buffer.clear();
        long sequence = first;
        long number = nextGroup++;
        for (PendingRecord record : group) {
            RecordHeader header =
                    new RecordHeader(
                            segment.nonce(),
                            sequence++,
                            number,
                            record.type(),
                            record.size() - RecordHeader.SIZE,
                            record.check());
            if (buffer.remaining() < RecordHeader.SIZE) {
                flush(segment);
            }
            header.putInto(buffer);
            for (ByteBuffer piece : record.payload()) {
                put(piece.duplicate(), segment);
            }
        }
        flush(segment);
    }

    private void put(ByteBuffer piece, Segment segment) throws IOException {
        while (piece.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                flush(segment);
            }
            int length = Math.min(piece.remaining(), buffer.remaining());
            buffer.put(piece.slice(piece.position(), length));
            piece.position(piece.position() + length);
        }
    }

    private void flush(Segment segment) throws IOException {
        segment.write(buffer.flip());
        buffer.clear();
    }

    private void settle(List<PendingRecord> group, Segment segment, long first, long start) {
        long sequence = first;
        long offset = start;
        for (PendingRecord record : group) {
            offset += record.size();
            switch (record) {
                case PendingRecord.Message message -> keep(message, segment, sequence, offset);
                case PendingRecord.Done done -> markDone(done);
                case PendingRecord.Abandoned _ -> {}
                case PendingRecord.Copy copy -> copy.entry().moveTo(segment, offset, copy.size());
            }
            sequence++;
        }
        segments.release();
    }

    private static void keep(
            PendingRecord.Message message, Segment segment, long sequence, long end) {
        long length = message.body().length();
        JournalEntry entry =
                message.body() instanceof FileBody spilled
                        ? JournalEntry.made(sequence, message.envelope(), spilled, true)
                        : JournalEntry.made(
                                sequence,
                                message.envelope(),
                                new FileBody(segment.file().path(), end - length, length),
                                false);
        entry.isIn(segment, message.size());
        message.answer().complete(entry);
    }

    private static void markDone(PendingRecord.Done done) {
        done.settled().complete(true);
        done.entry().markDone(done.recipients());
    }

    /**
     * Messages get the failure; DONE records are kept for the next segment. They take effect at
     * once, else a full journal could never become free.
     */
    private void refuse(List<PendingRecord> group, IOException failure) {
        for (PendingRecord record : group) {
            switch (record) {
                case PendingRecord.Message _, PendingRecord.Copy _ -> {}
                case PendingRecord.Abandoned _, PendingRecord.Done _ -> owed.add(record);
            }
        }
        countNotes(group);
        segments.release();
        answer(group, failure);
    }

    private static void answer(List<PendingRecord> group, IOException failure) {
        for (PendingRecord record : group) {
            if (record
                    instanceof
                    PendingRecord.Message(_, _, _, _, CompletableFuture<JournalEntry> to)) {
                to.completeExceptionally(failure);
            }
        }
    }

    private void takeBack(List<PendingRecord> group, long first) {
        boolean any = false;
        for (int i = 0; i < group.size(); i++) {
            if (group.get(i) instanceof PendingRecord.Message) {
                owed.add(PendingRecord.Abandoned.of(first + i));
                any = true;
            }
        }
        if (any) {
            write(List.of());
        }
    }
}
