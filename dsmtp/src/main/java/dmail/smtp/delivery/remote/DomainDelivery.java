package dmail.smtp.delivery.remote;

import dmail.common.address.EmailAddress;
import dmail.smtp.binding.Pause;
import dmail.smtp.client.ForwardRecipient;
import dmail.smtp.client.OutboundMessage;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import dmail.smtp.protocol.EnhancedCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One message for its recipients in one remote domain.
 *
 * @param recipients as the other host is told them, by index in the envelope
 */
record DomainDelivery(DeliveryAttempt attempt, SortedMap<Integer, EmailAddress> recipients)
        implements OutboundMessage {
    /** RFC 5321 section 4.5.3.1.8: every host accepts at least this many. */
    private static final int MOST_RECIPIENTS = 100;

    /** RFC 3463 section 3.4: system not accepting network messages; here that is this server. */
    private static final EnhancedCode SUSPENDED = new EnhancedCode(4, 3, 2);

    DomainDelivery {
        recipients = Collections.unmodifiableSortedMap(new TreeMap<>(recipients));
    }

    @Override
    public Envelope envelope() {
        return attempt.envelope();
    }

    @Override
    public Body body() {
        return attempt.body();
    }

    @Override
    public List<ForwardRecipient> to() {
        List<ForwardRecipient> to = new ArrayList<>();
        recipients.forEach((recipientIndex, address) ->
                to.add(new ForwardRecipient(address, envelope().recipients().get(recipientIndex))));
        return to;
    }

    List<Integer> recipientIndexes() {
        return List.copyOf(recipients.keySet());
    }

    /** {@return the same message for the recipients at these indexes only} */
    DomainDelivery at(List<Integer> recipientIndexes) {
        SortedMap<Integer, EmailAddress> some = new TreeMap<>(recipients);
        some.keySet().retainAll(recipientIndexes);
        return new DomainDelivery(attempt, some);
    }

    /** {@return this delivery in parts of at most {@link #MOST_RECIPIENTS}} */
    List<DomainDelivery> pieces() {
        if (recipients.size() <= MOST_RECIPIENTS) {
            return List.of(this);
        }
        List<DomainDelivery> pieces = new ArrayList<>();
        List<Integer> recipientIndexes = recipientIndexes();
        for (int from = 0; from < recipientIndexes.size(); from += MOST_RECIPIENTS) {
            int to = Math.min(from + MOST_RECIPIENTS, recipientIndexes.size());
            pieces.add(at(recipientIndexes.subList(from, to)));
        }
        return pieces;
    }

    /** The recipients were skipped, since the host is known to fail until then. */
    void untried(DeliveryStatus why, Instant again) {
        attempt.untried(recipientIndexes(), why, again);
    }

    /**
     * It waited for a domain that can't be reached. A permanent failure holds for it too; after any
     * other, it was not tried.
     */
    void skipped(RemoteStream.Backoff backoff) {
        if (backoff.why().isTemporary()) {
            untried(backoff.why(), backoff.end());
        } else {
            failed(backoff.why());
        }
    }

    /** Nothing may be sent for now. */
    void paused(Pause pause) {
        untried(DeliveryStatus.of(SUSPENDED, pause.why()), pause.look());
    }

    /** No recipient was reached. */
    void failed(DeliveryStatus why) {
        attempt.failed(recipientIndexes(), why);
    }
}
