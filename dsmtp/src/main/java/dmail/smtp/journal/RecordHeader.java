package dmail.smtp.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The header of a record.
 *
 * @param nonce drawn when the segment was taken into use: tells the record from the segment's
 *     earlier content, and from anything a client writes into a message
 * @param sequence counts the records of all segments
 * @param group counts the writes; a group is written only after the one before was synced
 * @param type the kind of record
 * @param length of the payload
 * @param payloadCheck CRC32C of the payload
 */
record RecordHeader(
        long nonce, long sequence, long group, RecordType type, int length, int payloadCheck) {
    static final int SIZE = 40;
    private static final int CHECKED = SIZE - Integer.BYTES;

    void putInto(ByteBuffer target) {
        int start = target.position();
        target.putLong(nonce).putLong(sequence).putLong(group);
        target.putInt(type.code()).putInt(length).putInt(payloadCheck);
        target.putInt(check(target.slice(start, CHECKED)));
    }

    /** {@return the header of a valid record at this offset} */
    static Optional<RecordHeader> ofRecordAt(ByteBuffer segment, int index, long nonce) {
        return at(segment, index, nonce).filter(header -> header.payloadIsWhole(segment, index));
    }

    private static Optional<RecordHeader> at(ByteBuffer segment, int index, long nonce) {
        if (segment.limit() - index < SIZE || segment.getLong(index) != nonce) {
            return Optional.empty();
        }
        ByteBuffer header = segment.slice(index, SIZE);
        if (header.getInt(CHECKED) != check(header.slice(0, CHECKED))) {
            return Optional.empty();
        }
        header.position(Long.BYTES);
        long sequence = header.getLong();
        long group = header.getLong();
        Optional<RecordType> type = RecordType.of(header.getInt());
        int length = header.getInt();
        int payloadCheck = header.getInt();
        return type.map(t -> new RecordHeader(nonce, sequence, group, t, length, payloadCheck));
    }

    private boolean payloadIsWhole(ByteBuffer segment, int index) {
        return length >= 0
                && length <= segment.limit() - index - SIZE
                && check(segment.slice(index + SIZE, length)) == payloadCheck;
    }

    static int check(ByteBuffer... pieces) {
        CRC32C crc = new CRC32C();
        for (ByteBuffer piece : pieces) {
            crc.update(piece.duplicate());
        }
        return (int) crc.getValue();
    }
}
