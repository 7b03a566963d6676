package dmail.smtp.report;

import dmail.smtp.delivery.Receipt;
import dmail.smtp.message.Body;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.Envelope;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;

/**
 * Reports to senders (RFC 3464). Recipients are given by index in the envelope. These methods
 * decide whether a report is wanted and whether there is a sender. Each returns when its report is
 * durable.
 */
public interface Reports {
    /** These recipients failed permanently. */
    void failed(Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why)
            throws IOException;

    /**
     * These are still queued.
     *
     * @param until when they expire
     */
    void delayed(
            Envelope envelope, Body body, SortedMap<Integer, DeliveryStatus> why, Instant until)
            throws IOException;

    /** These were served. */
    void delivered(Envelope envelope, Body body, SortedMap<Integer, Receipt> how)
            throws IOException;
}
