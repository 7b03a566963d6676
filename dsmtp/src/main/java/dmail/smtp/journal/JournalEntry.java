package dmail.smtp.journal;

import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FileBody;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** One accepted message, in the journal until all its recipients are done. */
public final class JournalEntry {
    private final long sequence;
    private final Envelope envelope;
    private final FileBody body;
    private final Segment segment;
    private final List<Integer> recipients;

    /** Used by the writer's thread only. */
    private final BitSet undone = new BitSet();

    /** Makes an entry; these recipients, by index in the envelope, are not done. */
    JournalEntry(
            long sequence,
            Envelope envelope,
            FileBody body,
            Segment segment,
            List<Integer> recipients) {
        this.sequence = sequence;
        this.envelope = envelope;
        this.body = body;
        this.segment = segment;
        this.recipients = List.copyOf(recipients);
        recipients.forEach(undone::set);
    }

    /** {@return the entry of a new message} */
    static JournalEntry made(long sequence, Envelope envelope, FileBody body, Segment segment) {
        List<Integer> all = IntStream.range(0, envelope.recipients().size()).boxed().toList();
        return new JournalEntry(sequence, envelope, body, segment, all);
    }

    long sequence() {
        return sequence;
    }

    /** {@return the envelope} */
    public Envelope envelope() {
        return envelope;
    }

    /** {@return the body, on disk; it stays there until the entry is done} */
    public Body body() {
        return body;
    }

    /** {@return the indexes of the recipients that were not done when this was written or read} */
    public List<Integer> recipients() {
        return recipients;
    }

    Segment segment() {
        return segment;
    }

    /** {@return whether all recipients are done now} */
    boolean markDone(List<Integer> recipientIndexes) {
        if (undone.isEmpty()) {
            return false;
        }
        recipientIndexes.forEach(undone::clear);
        return undone.isEmpty();
    }
}
