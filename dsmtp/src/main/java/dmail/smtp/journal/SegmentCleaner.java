package dmail.smtp.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps a few messages that take long, such as those for a host that doesn't answer, from filling
 * the journal: since segments are released in order, one such message keeps all later ones. When
 * the journal fills, what is left in its oldest segment is copied to the newest. Used by the
 * writer's thread only.
 *
 * <p>The fuller the journal is, the more is copied, but never more than half a segment for one that
 * becomes free: when most messages are waiting, to copy them would be no help.
 */
final class SegmentCleaner {
    /** Octets that are read, written and synced at once, unless a single message has more. */
    private static final int PIECE = 1 << 20;

    private final Segments segments;
    private final JournalSize size;
    private final JournalLog log;
    private long cleanedFor;

    SegmentCleaner(Segments segments, JournalSize size, JournalLog log) {
        this.segments = segments;
        this.size = size;
        this.log = log;
    }

    /**
     * Cleans the oldest segment if that pays, once for each segment that was begun.
     *
     * @param write writes and syncs records
     */
    void clean(Consumer<List<PendingRecord>> write) {
        long newest = segments.lastNumber();
        if (newest == cleanedFor) {
            return;
        }
        cleanedFor = newest;
        Segment oldest = segments.oldest();
        if (oldest == null || !pays(oldest)) {
            return;
        }
        try {
            copy(oldest.live(), write);
        } catch (IOException failure) {
            log.notCleaned(oldest.file().path(), failure);
        }
    }

    private boolean pays(Segment oldest) {
        int inUse = segments.inUse();
        long most = (long) size.segment() * inUse / size.segments() / 2;
        return inUse > size.comfortable() && oldest.liveOctets() <= most;
    }

    private void copy(List<JournalEntry> live, Consumer<List<PendingRecord>> write)
            throws IOException {
        List<PendingRecord> piece = new ArrayList<>();
        int octets = 0;
        for (JournalEntry entry : live) {
            PendingRecord copy = PendingRecord.Copy.of(entry);
            if (!piece.isEmpty() && octets + copy.size() > Math.min(PIECE, size.group() / 4)) {
                write.accept(List.copyOf(piece));
                piece.clear();
                octets = 0;
            }
            piece.add(copy);
            octets += copy.size();
        }
        if (!piece.isEmpty()) {
            write.accept(piece);
        }
    }
}
