package dmail.smtp.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One segment in use: the offset of its next record, and how many of its messages aren't done. */
final class Segment {
    private final SegmentFile file;
    private final SegmentHeader header;
    private long position;
    private int live;
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

    void messageAdded() {
        live++;
    }

    void messageDone() {
        live--;
    }

    boolean isDone() {
        return live == 0;
    }

    /** A write or sync failed: the file is never written or used again. */
    void giveUp() {
        givenUp = true;
    }

    boolean isGivenUp() {
        return givenUp;
    }
}
