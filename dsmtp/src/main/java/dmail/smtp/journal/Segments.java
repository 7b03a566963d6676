package dmail.smtp.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The segments in use, oldest first. Used by the writer's thread only.
 *
 * <p>A segment is released only after all older ones have been released: the DONE records of a
 * message are in its own segment or in later ones, so none is lost while the message's record could
 * still be read.
 */
final class Segments {
    private final SpareSegments spares;
    private final JournalSize size;
    private final RandomGenerator random;
    private final JournalLog log;
    private final Deque<Segment> older;
    private Optional<Segment> active = Optional.empty();
    private long lastNumber;
    private volatile int inUse;

    /**
     * Continues after an earlier run.
     *
     * @param random draws the nonces; not predictable by clients
     * @param older segments that were found, oldest first
     */
    Segments(
            SpareSegments spares,
            JournalSize size,
            RandomGenerator random,
            Deque<Segment> older,
            JournalLog log) {
        this.spares = spares;
        this.size = size;
        this.random = random;
        this.older = new ArrayDeque<>(older);
        this.log = log;
        this.lastNumber = older.isEmpty() ? 0 : older.getLast().number();
        release();
        continueLast();
    }

    /**
     * Continues the last segment: a server that is killed often would otherwise fill the journal
     * with segments of a few messages each.
     */
    private void continueLast() {
        active = Optional.ofNullable(older.pollLast());
        count();
    }

    /** {@return a segment with room for so many octets} */
    Segment roomFor(int octets) throws IOException {
        if (octets > size.segment() - SegmentHeader.SIZE) {
            throw new IOException("message too large for the journal");
        }
        if (active.isPresent() && active.get().position() + octets <= size.segment()) {
            return active.get();
        }
        active.ifPresent(older::add);
        active = Optional.empty();
        release();
        return begin();
    }

    private Segment begin() throws IOException {
        if (older.size() >= size.segments()) {
            throw new IOException("journal is full: deliveries don't keep up");
        }
        SegmentFile file = spares.take();
        long nonce = random.nextLong() | 1;
        try {
            Segment segment = Segment.begin(file, new SegmentHeader(++lastNumber, nonce));
            active = Optional.of(segment);
            count();
            return segment;
        } catch (IOException failure) {
            log.segmentGivenUp(file.path(), failure);
            spares.remove(file);
            throw failure;
        }
    }

    /** A write or a sync of the active segment failed. */
    void giveUp(IOException why) {
        active.ifPresent(segment -> {
            log.segmentGivenUp(segment.file().path(), why);
            segment.giveUp();
            older.add(segment);
        });
        active = Optional.empty();
        release();
    }

    /** Releases the segments in which all is done. */
    void release() {
        while (!older.isEmpty() && older.getFirst().isDone()) {
            Segment done = older.removeFirst();
            if (isVoided(done) && !done.isCopied()) {
                spares.give(done.file());
            } else {
                spares.remove(done.file());
            }
        }
        count();
    }

    private boolean isVoided(Segment segment) {
        if (segment.isGivenUp()) {
            return false;
        }
        try {
            segment.end();
            return true;
        } catch (IOException failure) {
            log.segmentGivenUp(segment.file().path(), failure);
            return false;
        }
    }

    private void count() {
        inUse = older.size() + (active.isPresent() ? 1 : 0);
    }

    /** {@return the oldest, if it isn't the only one} */
    @Nullable Segment oldest() {
        return older.peekFirst();
    }

    /** {@return the number of the segment that was begun last} */
    long lastNumber() {
        return lastNumber;
    }

    /** {@return how many there are; callable from any thread} */
    int inUse() {
        return inUse;
    }

    /** Syncs the last records, then closes all. */
    void close() {
        active.ifPresent(older::add);
        active.filter(segment -> !segment.isGivenUp()).ifPresent(this::syncLast);
        active = Optional.empty();
        for (Segment segment : older) {
            try {
                segment.file().close();
            } catch (IOException failure) {
                log.notClosed(segment.file().path(), failure);
            }
        }
        spares.close();
    }

    private void syncLast(Segment segment) {
        try {
            segment.sync();
        } catch (IOException failure) {
            log.segmentGivenUp(segment.file().path(), failure);
        }
    }
}
