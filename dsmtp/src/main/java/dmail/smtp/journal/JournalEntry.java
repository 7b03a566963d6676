package dmail.smtp.journal;

import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.MovableBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One accepted message, in the journal until all its recipients are done. */
public final class JournalEntry {
    private final long number;
    private final Envelope envelope;
    private final Body body;
    private final List<Integer> recipients;

    // What follows is used by the writer's thread only.
    private final BitSet undone = new BitSet();
    private @Nullable Segment segment;
    private int octets;

    private JournalEntry(long number, Envelope envelope, Body body, List<Integer> recipients) {
        this.number = number;
        this.envelope = envelope;
        this.body = body;
        this.recipients = List.copyOf(recipients);
        recipients.forEach(undone::set);
    }

    /**
     * Makes an entry.
     *
     * @param number the sequence number of its first record, by which DONE records name it
     * @param spilled whether the body is in a file of its own
     * @param recipients those that are not done, by index in the envelope
     */
    static JournalEntry of(
            long number,
            Envelope envelope,
            FileBody body,
            boolean spilled,
            List<Integer> recipients) {
        return new JournalEntry(
                number, envelope, spilled ? body : new MovableBody(body), recipients);
    }

    /** {@return the entry of a new message} */
    static JournalEntry made(long number, Envelope envelope, FileBody body, boolean spilled) {
        List<Integer> all = IntStream.range(0, envelope.recipients().size()).boxed().toList();
        return of(number, envelope, body, spilled, all);
    }

    long number() {
        return number;
    }

    /** {@return the envelope} */
    public Envelope envelope() {
        return envelope;
    }

    /** {@return the body, on disk; it stays there until the entry is done} */
    public Body body() {
        return body;
    }

    /** {@return whether the body is in a spool file of its own} */
    public boolean isSpilled() {
        return body instanceof FileBody;
    }

    /** {@return the indexes of the recipients that were not done when this was written or read} */
    public List<Integer> recipients() {
        return recipients;
    }

    /** {@return the body as it is written to a record: read, unless it is in a file of its own} */
    Body storedBody() throws IOException {
        if (isSpilled()) {
            return body;
        }
        try (InputStream in = body.open()) {
            return MemoryBody.of(in.readAllBytes());
        }
    }

    /** Its record, of so many octets, is in a segment. */
    void isIn(Segment in, int size) {
        segment = in;
        octets = size;
        in.add(this, size);
    }

    /**
     * It has been copied.
     *
     * @param end where the record of the copy ends in the segment
     * @param size octets of that record
     */
    void moveTo(Segment to, long end, int size) {
        if (segment == null || undone.isEmpty()) {
            return;
        }
        segment.noteCopy();
        segment.remove(this, octets);
        isIn(to, size);
        if (body instanceof MovableBody movable) {
            long length = movable.length();
            movable.moveTo(new FileBody(to.file().path(), end - length, length));
        }
    }

    /** {@return the indexes of the recipients that are done} */
    List<Integer> done() {
        List<Integer> done = new ArrayList<>();
        for (int index = 0; index < envelope.recipients().size(); index++) {
            if (!undone.get(index)) {
                done.add(index);
            }
        }
        return done;
    }

    /** These recipients are done. */
    void markDone(List<Integer> recipientIndexes) {
        recipientIndexes.forEach(undone::clear);
        if (undone.isEmpty() && segment != null) {
            segment.remove(this, octets);
        }
    }
}
