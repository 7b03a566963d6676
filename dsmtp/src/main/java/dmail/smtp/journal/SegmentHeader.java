package dmail.smtp.journal;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a segment in use, written twice, so that one bad sector does no harm.
 *
 * @param number counts the uses of segments, and so gives their order
 * @param nonce see {@link RecordHeader}; never 0
 */
record SegmentHeader(long number, long nonce) {
    /** Where the records begin. */
    static final int SIZE = 1024;

    private static final int COPY = 512;
    private static final int CHECKED = 3 * Long.BYTES;

    /** "DMAILJ1\n": the last digit is the version of the format. */
    private static final long MAGIC = 0x444d41494c4a310aL;

    ByteBuffer octets() {
        ByteBuffer octets = ByteBuffer.allocate(SIZE);
        for (int start = 0; start < SIZE; start += COPY) {
            octets.position(start).putLong(MAGIC).putLong(number).putLong(nonce);
            octets.putInt(RecordHeader.check(octets.slice(start, CHECKED)));
        }
        return octets.rewind();
    }

    /** {@return the header, or empty when both copies are damaged} */
    static Optional<SegmentHeader> of(ByteBuffer segment) {
        return copyAt(segment, 0).or(() -> copyAt(segment, COPY));
    }

    private static Optional<SegmentHeader> copyAt(ByteBuffer segment, int start) {
        if (segment.limit() < start + CHECKED + Integer.BYTES || segment.getLong(start) != MAGIC) {
            return Optional.empty();
        }
        if (segment.getInt(start + CHECKED) != RecordHeader.check(segment.slice(start, CHECKED))) {
            return Optional.empty();
        }
        return Optional.of(
                new SegmentHeader(
                        segment.getLong(start + Long.BYTES),
                        segment.getLong(start + 2 * Long.BYTES)));
    }
}
