package dmail.smtp.report;

import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;

/**
 * Tells senders what became of their mail (RFC 3464). Recipients are given by their places in the
 * envelope; whether anybody wants to hear, and whether there is anybody, is decided here. Each
 * returns when its report would survive loss of power.
 */
public interface Reports {
    /** Those will never get it. */
    void failed(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why)
            throws IOException;

    /**
     * Those still wait for it.
     *
     * @param until when we give up
     */
    void delayed(
            Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why, Instant until)
            throws IOException;

    /** Those have it. */
    void delivered(Envelope envelope, Body body, SortedMap<Integer, Receipt> how)
            throws IOException;
}
