package dmail.smtp.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One segment in use: the offset of its next record, and those of its messages that aren't done.
 */
final class Segment {
    private final SegmentFile file;
    private final SegmentHeader header;
    private long position;
    private final Set<JournalEntry> live = new LinkedHashSet<>();
    private long liveOctets;
    private boolean copied;
    private boolean givenUp;

    Segment(SegmentFile file, SegmentHeader header, long position) {
        this.file = file;
        this.header = header;
        this.position = position;
    }

    /** Takes a prepared file into use; its earlier content becomes invalid. */
    static Segment begin(SegmentFile file, SegmentHeader header) throws IOException {
        file.write(header.octets(), 0);
        file.sync();
        return new Segment(file, header, SegmentHeader.SIZE);
    }

    SegmentFile file() {
        return file;
    }

    long number() {
        return header.number();
    }

    long nonce() {
        return header.nonce();
    }

    long position() {
        return position;
    }

    void write(ByteBuffer octets) throws IOException {
        int length = octets.remaining();
        file.write(octets, position);
        position += length;
    }

    void sync() throws IOException {
        file.sync();
    }

    /** All in it is done: from then on, even after a loss of power, it counts as a spare file. */
    void end() throws IOException {
        file.write(ByteBuffer.allocate(SegmentHeader.SIZE), 0);
        file.sync();
    }

    /** A message was written to it, with a record of so many octets. */
    void add(JournalEntry entry, int octets) {
        live.add(entry);
        liveOctets += octets;
    }

    /** A message is done, or was copied to another segment. */
    void remove(JournalEntry entry, int octets) {
        if (live.remove(entry)) {
            liveOctets -= octets;
        }
    }

    /** {@return its messages that aren't done, the oldest first} */
    List<JournalEntry> live() {
        return List.copyOf(live);
    }

    /** {@return the octets of their records} */
    long liveOctets() {
        return liveOctets;
    }

    boolean isDone() {
        return live.isEmpty();
    }

    /** Somebody may be reading a message in it that was copied: the file isn't used again. */
    void noteCopy() {
        copied = true;
    }

    boolean isCopied() {
        return copied;
    }

    /** A write or sync failed: the file is never written or used again. */
    void giveUp() {
        givenUp = true;
    }

    boolean isGivenUp() {
        return givenUp;
    }
}
