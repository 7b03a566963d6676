package dmail.smtp.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The payload of DONE and ABANDONED records.
 *
 * @param message the sequence number of the message's record
 * @param recipients indexes in its list of recipients
 */
record DoneRecord(long message, List<Integer> recipients) {

    static ByteBuffer payload(long message, List<Integer> recipients) {
        ByteBuffer payload = ByteBuffer.allocate(Long.BYTES + Integer.BYTES * recipients.size());
        payload.putLong(message);
        recipients.forEach(payload::putInt);
        return payload.flip();
    }

    static Optional<DoneRecord> parse(ByteBuffer payload) {
        ByteBuffer from = payload.slice();
        if (from.remaining() < Long.BYTES || from.remaining() % Integer.BYTES != 0) {
            return Optional.empty();
        }
        long message = from.getLong();
        List<Integer> recipients = new ArrayList<>();
        while (from.hasRemaining()) {
            int recipient = from.getInt();
            if (recipient < 0) {
                return Optional.empty();
            }
            recipients.add(recipient);
        }
        return Optional.of(new DoneRecord(message, List.copyOf(recipients)));
    }
}
