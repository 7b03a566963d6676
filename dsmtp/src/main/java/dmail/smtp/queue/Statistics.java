package dmail.smtp.queue;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import java.util.List;
import java.util.SortedMap;

/** Counts the final result of each recipient; must not delay deliveries. */
public interface Statistics {
    /** Counts nothing. */
    Statistics NONE =
            new Statistics() {
                @Override
                public void delivered(
                        Envelope envelope,
                        long size,
                        List<Integer> recipientIndexes,
                        String relay) {}

                @Override
                public void givenUp(
                        Envelope envelope, long size, SortedMap<Integer, DeliveryStatus> why) {}
            };

    /**
     * Recipients were served.
     *
     * @param size octets of the message
     * @param recipientIndexes in the envelope
     * @param relay the host that accepted it, or empty
     */
    void delivered(Envelope envelope, long size, List<Integer> recipientIndexes, String relay);

    /** Recipients failed permanently. */
    void givenUp(Envelope envelope, long size, SortedMap<Integer, DeliveryStatus> why);
}
