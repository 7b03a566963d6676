package dmail.smtp.journal;

import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A record that is about to be written. */
sealed interface PendingRecord {
    RecordType type();

    /** {@return the payload, in pieces} */
    List<ByteBuffer> payload();

    /** CRC32C of the payload. */
    int check();

    /** {@return whether the group must be synced for it} */
    boolean isSynced();

    default int size() {
        int size = RecordHeader.SIZE;
        for (ByteBuffer piece : payload()) {
            size += piece.remaining();
        }
        return size;
    }

    /** A message; its session waits. */
    record Message(
            Envelope envelope,
            Body body,
            List<ByteBuffer> payload,
            int check,
            CompletableFuture<JournalEntry> answer)
            implements PendingRecord {
        static Message of(Envelope envelope, Body body) {
            List<ByteBuffer> payload = MessageForm.payload(envelope, body);
            return new Message(
                    envelope, body, payload, checkOf(payload), new CompletableFuture<>());
        }

        @Override
        public RecordType type() {
            return RecordType.MESSAGE;
        }

        @Override
        public boolean isSynced() {
            return true;
        }
    }

    /**
     * Recipients that are done.
     *
     * @param settled completed when the record is written, or can't be written soon
     */
    record Done(
            JournalEntry entry,
            List<Integer> recipients,
            boolean isSynced,
            List<ByteBuffer> payload,
            int check,
            CompletableFuture<Boolean> settled)
            implements PendingRecord {
        static Done of(JournalEntry entry, List<Integer> recipients, boolean synced) {
            List<ByteBuffer> payload = List.of(DoneRecord.payload(entry.number(), recipients));
            return new Done(
                    entry,
                    List.copyOf(recipients),
                    synced,
                    payload,
                    checkOf(payload),
                    new CompletableFuture<>());
        }

        @Override
        public RecordType type() {
            return RecordType.DONE;
        }
    }

    /** A message again, so that the segment of its record can be released. */
    record Copy(JournalEntry entry, List<ByteBuffer> payload, int check) implements PendingRecord {
        /**
         * {@return the copy}
         *
         * @throws IOException when the message can't be read
         */
        static Copy of(JournalEntry entry) throws IOException {
            List<ByteBuffer> payload =
                    CopyRecord.payload(
                            entry.number(),
                            entry.done(),
                            MessageForm.payload(entry.envelope(), entry.storedBody()));
            return new Copy(entry, payload, checkOf(payload));
        }

        @Override
        public RecordType type() {
            return RecordType.COPY;
        }

        @Override
        public boolean isSynced() {
            return true;
        }
    }

    /** Takes back a message whose sync failed, and that may be on the disk all the same. */
    record Abandoned(List<ByteBuffer> payload, int check) implements PendingRecord {
        static Abandoned of(long sequence) {
            List<ByteBuffer> payload = List.of(DoneRecord.payload(sequence, List.of()));
            return new Abandoned(payload, checkOf(payload));
        }

        @Override
        public RecordType type() {
            return RecordType.ABANDONED;
        }

        @Override
        public boolean isSynced() {
            return true;
        }
    }

    private static int checkOf(List<ByteBuffer> payload) {
        return RecordHeader.check(payload.toArray(ByteBuffer[]::new));
    }
}
