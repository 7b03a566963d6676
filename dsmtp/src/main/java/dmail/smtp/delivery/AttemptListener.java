package dmail.smtp.delivery;

import dmail.smtp.message.Recipient;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/** Keeps a message under delivery; told what came of its recipients, once of each. */
public interface AttemptListener {
    /**
     * These recipients have the message: nothing may deliver it to them again.
     *
     * @param recipientIndexes of the recipients in the envelope
     */
    void delivered(List<Integer> recipientIndexes, Receipt receipt);

    /**
     * Replaces the recipients of this attempt by what they expand to, before anything of it was
     * delivered or failed; nothing will be. When this returns a crash begins from the new
     * recipients.
     *
     * @param parts who takes the place of each recipient of the attempt, by its place in the
     *     envelope; itself, if nothing changes for it
     * @return the attempt that goes on in place of this one
     * @throws IOException when the message can't be kept so; this attempt still counts
     */
    DeliveryAttempt split(SortedMap<Integer, List<Recipient>> parts) throws IOException;

    /**
     * All recipients of this attempt were tried or spared. Returns soon: what follows from it is
     * done elsewhere.
     *
     * @param failed those that don't have the message
     */
    void finished(Failures failed);
}
