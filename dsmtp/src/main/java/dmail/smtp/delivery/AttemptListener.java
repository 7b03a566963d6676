package dmail.smtp.delivery;

import dmail.smtp.message.Recipient;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/**
 * Told the results of an attempt, once for each recipient; it keeps the message safe until then.
 */
public interface AttemptListener {
    /**
     * These recipients have the message: it must not be delivered to them again.
     *
     * @param recipientIndexes of the recipients in the envelope
     */
    void delivered(List<Integer> recipientIndexes, Receipt receipt);

    /**
     * Replaces recipients by what they expand to; called before any recipient of this attempt was
     * delivered or failed. When this returns, the new recipients are durable.
     *
     * @param parts the expansion of each recipient of the attempt, by its index in the envelope;
     *     the recipient itself if it has none
     * @return the attempt that replaces this one
     * @throws IOException when the message can't be stored so; this attempt is still valid
     */
    DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) throws IOException;

    /**
     * All recipients of this attempt were tried or skipped. Returns soon: the consequences run on
     * another thread.
     *
     * @param failed the recipients that don't have the message
     */
    void finished(Failures failed);
}
