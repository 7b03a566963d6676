package dmail.smtp.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of a segment found at a start.
 *
 * @param records valid ones, in order
 * @param damages the ranges between them, or after the last, that hold no valid record
 */
record SegmentContents(List<Found> records, List<Damage> damages) {
    /** Octets kept of a torn last write, whose length is unknown. */
    private static final int SHOWN_OF_TAIL = 64 * 1024;

    SegmentContents {
        records = List.copyOf(records);
        damages = List.copyOf(damages);
    }

    /** A valid record. */
    record Found(RecordHeader header, int index) {
        int payload() {
            return index + RecordHeader.SIZE;
        }

        int end() {
            return payload() + header.length();
        }
    }

    /** A damaged range. After a torn last write nothing follows. */
    record Damage(int index, int length, boolean last) {}

    /** Parses a segment; never fails. */
    static SegmentContents of(ByteBuffer segment, long nonce) {
        List<Found> records = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        int index = SegmentHeader.SIZE;
        while (index < segment.limit()) {
            Optional<Found> next = firstFrom(segment, index, nonce);
            if (next.isEmpty()) {
                tornTail(segment, index, nonce).ifPresent(damages::add);
                break;
            }
            Found found = next.get();
            if (found.index() > index) {
                damages.add(new Damage(index, found.index() - index, false));
            }
            records.add(found);
            index = found.end();
        }
        return new SegmentContents(records, damages);
    }

    /** {@return whether nothing is damaged, so that more records may follow} */
    boolean isSound() {
        return damages.isEmpty();
    }

    /** {@return the offset after the last record} */
    int end() {
        return records.isEmpty() ? SegmentHeader.SIZE : records.getLast().end();
    }

    private static Optional<Found> firstFrom(ByteBuffer segment, int start, long nonce) {
        int index = findNonce(segment, start, nonce);
        while (index >= 0) {
            Optional<RecordHeader> header = RecordHeader.ofRecordAt(segment, index, nonce);
            if (header.isPresent()) {
                return Optional.of(new Found(header.get(), index));
            }
            index = findNonce(segment, index + 1, nonce);
        }
        return Optional.empty();
    }

    /** After a clean end there may be old octets, but none with this segment's nonce. */
    private static Optional<Damage> tornTail(ByteBuffer segment, int index, long nonce) {
        if (findNonce(segment, index, nonce) < 0) {
            return Optional.empty();
        }
        int shown = Math.min(SHOWN_OF_TAIL, segment.limit() - index);
        return Optional.of(new Damage(index, shown, true));
    }

    private static int findNonce(ByteBuffer segment, int start, long nonce) {
        for (int i = start; i <= segment.limit() - RecordHeader.SIZE; i++) {
            if (segment.getLong(i) == nonce) {
                return i;
            }
        }
        return -1;
    }
}
