package dmail.smtp.delivery;

import dmail.smtp.message.Recipient;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/** Where a message under delivery is kept; told what came of its recipients. */
public interface AttemptListener {
    /** Recipients, by their places in the envelope, have the message: nothing may repeat it. */
    void delivered(List<Integer> recipientIndexes, Receipt receipt);

    /**
     * Keeps the message for others than before, since some of its recipients stand for several;
     * nothing of this round was delivered yet, and nothing will be. When this returns a crash
     * begins from the new recipients.
     *
     * @param parts who takes the place of each recipient of the round, by its place in the
     *     envelope; itself, if nothing changes for it
     * @return the round that goes on in place of this one
     * @throws IOException when the message can't be kept so; this round still counts
     */
    DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) throws IOException;

    /**
     * This round is over for all its recipients.
     *
     * @param failed those that don't have the message
     */
    void finished(Failures failed);
}
