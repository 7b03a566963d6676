package dmail.smtp.queue;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import java.util.List;
import java.util.SortedMap;

/** Told of each recipient what became of the message in the end; must not hold deliveries up. */
public interface Statistics {
    /** Nobody counts. */
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
     * Recipients have it.
     *
     * @param size octets of the message
     * @param recipientIndexes where they stand in the envelope
     * @param relay the host that took it for them, or empty
     */
    void delivered(Envelope envelope, long size, List<Integer> recipientIndexes, String relay);

    /** Recipients, by their places, won't get it. */
    void givenUp(Envelope envelope, long size, SortedMap<Integer, DeliveryStatus> why);
}
