package dmail.smtp.delivery;

import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One attempt to deliver a message: counts the recipients that have no result yet. */
public final class DeliveryAttempt {
    private final Envelope envelope;
    private final Body body;
    private final List<Integer> recipientIndexes;
    private final boolean mayBeThere;
    private final AttemptListener listener;
    private final SortedMap<Integer, DeliveryStatus> failed = new TreeMap<>();
    private final SortedMap<Integer, Instant> untried = new TreeMap<>();
    private int left;

    /**
     * Begins an attempt for the recipients at these indexes in the envelope.
     *
     * @param mayBeThere whether an earlier attempt may have delivered the message
     */
    public DeliveryAttempt(
            Envelope envelope,
            Body body,
            List<Integer> recipientIndexes,
            boolean mayBeThere,
            AttemptListener listener) {
        this.envelope = envelope;
        this.body = body;
        this.recipientIndexes = List.copyOf(recipientIndexes);
        this.mayBeThere = mayBeThere;
        this.listener = listener;
        this.left = recipientIndexes.size();
    }

    public Body body() {
        return body;
    }

    public Envelope envelope() {
        return envelope;
    }

    public List<Integer> recipientIndexes() {
        return recipientIndexes;
    }

    /** {@return whether no attempt was made before, not even one that a crash has ended} */
    public boolean isFirst() {
        return !mayBeThere;
    }

    public MailboxCopy copy(boolean repeated) {
        return new MailboxCopy(
                envelope.id(),
                envelope.sender(),
                envelope.accepted(),
                body,
                mayBeThere || repeated);
    }

    /**
     * Replaces this attempt by one for the expansions of its recipients; this one reports nothing.
     */
    public DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) throws IOException {
        return listener.split(parts);
    }

    public void delivered(List<Integer> served, Receipt receipt) {
        listener.delivered(served, receipt);
        countDown(served);
    }

    /** Records a failure; the class of its status says whether another try makes sense. */
    public void failed(List<Integer> tried, DeliveryStatus why) {
        synchronized (this) {
            tried.forEach(recipientIndex -> failed.put(recipientIndex, why));
        }
        countDown(tried);
    }

    /**
     * These recipients were skipped, which doesn't count as an attempt.
     *
     * @param why what is known of their host
     * @param again when it may be tried
     */
    public void untried(List<Integer> skipped, DeliveryStatus why, Instant again) {
        synchronized (this) {
            skipped.forEach(recipientIndex -> untried.put(recipientIndex, again));
        }
        failed(skipped, why);
    }

    private void countDown(List<Integer> tried) {
        boolean last;
        synchronized (this) {
            left -= tried.size();
            last = left == 0;
        }
        if (last) {
            listener.finished(new Failures(failed, untried));
        }
    }
}
