package dmail.smtp.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The payload of a COPY record: which message it is, who of it is done, and the message as in its
 * {@link RecordType#MESSAGE} record.
 *
 * @param done the number of the message, and its recipients that were done when it was copied
 * @param message the index in the payload where the message begins
 */
record CopyRecord(DoneRecord done, int message) {

    static List<ByteBuffer> payload(long number, List<Integer> done, List<ByteBuffer> message) {
        ByteBuffer note = DoneRecord.payload(number, done);
        List<ByteBuffer> pieces = new ArrayList<>(message.size() + 2);
        pieces.add(ByteBuffer.allocate(Integer.BYTES).putInt(note.remaining()).flip());
        pieces.add(note);
        pieces.addAll(message);
        return pieces;
    }

    static Optional<CopyRecord> parse(ByteBuffer payload) {
        if (payload.remaining() < Integer.BYTES) {
            return Optional.empty();
        }
        int length = payload.getInt(payload.position());
        if (length < 0 || length > payload.remaining() - Integer.BYTES) {
            return Optional.empty();
        }
        int note = payload.position() + Integer.BYTES;
        return DoneRecord.parse(payload.slice(note, length))
                .map(done -> new CopyRecord(done, note + length));
    }
}
