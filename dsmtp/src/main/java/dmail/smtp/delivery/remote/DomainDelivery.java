package dmail.smtp.delivery.remote;

import dmail.common.address.EmailAddress;
import dmail.smtp.client.ForwardRecipient;
import dmail.smtp.client.OutboundMessage;
import dmail.smtp.delivery.DeliveryAttempt;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One message for some of its recipients, all in one domain of others.
 *
 * @param recipients whom the other host is told, by the places of the recipients in the envelope
 */
record DomainDelivery(DeliveryAttempt job, SortedMap<Integer, EmailAddress> recipients)
        implements OutboundMessage {
    /** RFC 5321 section 4.5.3.1.8: so many any host takes at a time. */
    private static final int MOST_RECIPIENTS = 100;

    DomainDelivery {
        recipients = Collections.unmodifiableSortedMap(new TreeMap<>(recipients));
    }

    @Override
    public Envelope envelope() {
        return job.envelope();
    }

    @Override
    public Body body() {
        return job.body();
    }

    @Override
    public List<ForwardRecipient> to() {
        List<ForwardRecipient> to = new ArrayList<>();
        recipients.forEach((place, address) ->
                to.add(new ForwardRecipient(address, envelope().recipients().get(place))));
        return to;
    }

    List<Integer> recipientIndexes() {
        return List.copyOf(recipients.keySet());
    }

    /** {@return the same message for those alone whose places these are} */
    DomainDelivery at(List<Integer> recipientIndexes) {
        SortedMap<Integer, EmailAddress> some = new TreeMap<>(recipients);
        some.keySet().retainAll(recipientIndexes);
        return new DomainDelivery(job, some);
    }

    /** {@return the whole in pieces that any host takes} */
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

    /** Nobody of them was tried, since the host is known to be in trouble until then. */
    void untried(DeliveryStatus why, Instant again) {
        job.untried(recipientIndexes(), why, again);
    }

    /** Nobody of them was reached. */
    void failed(DeliveryStatus why) {
        job.failed(recipientIndexes(), why);
    }
}
