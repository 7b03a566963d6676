package dmail.smtp.journal;

import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FileBody;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** One accepted message that the journal answers for until all its recipients are done. */
public final class JournalEntry {
    private final long sequence;
    private final Envelope envelope;
    private final FileBody body;
    private final Segment segment;
    private final List<Integer> recipients;

    /** Only the writer's thread looks at it. */
    private final BitSet undone = new BitSet();

    /** Makes an entry of which these recipients, by their places in the envelope, are not done. */
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

    /** {@return the entry of a message that was just written} */
    static JournalEntry made(long sequence, Envelope envelope, FileBody body, Segment segment) {
        List<Integer> all = IntStream.range(0, envelope.recipients().size()).boxed().toList();
        return new JournalEntry(sequence, envelope, body, segment, all);
    }

    long sequence() {
        return sequence;
    }

    /** {@return what the SMTP dialogue said} */
    public Envelope envelope() {
        return envelope;
    }

    /** {@return the octets, on disk; they stay there until the entry is done} */
    public Body body() {
        return body;
    }

    /**
     * {@return the places of the recipients that were to be served when this was written or read}
     */
    public List<Integer> recipients() {
        return recipients;
    }

    Segment segment() {
        return segment;
    }

    /** {@return whether this was the last thing the entry waited for} */
    boolean markDone(List<Integer> recipientIndexes) {
        if (undone.isEmpty()) {
            return false;
        }
        recipientIndexes.forEach(undone::clear);
        return undone.isEmpty();
    }
}
