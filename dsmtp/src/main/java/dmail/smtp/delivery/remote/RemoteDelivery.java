package dmail.smtp.delivery.remote;

import dmail.common.address.EmailAddress;
import dmail.smtp.delivery.DeliveryAttempt;
import java.util.SortedMap;

/** Delivers to other hosts. */
public interface RemoteDelivery {
    /**
     * Takes all recipients of a message that are on other hosts, so that those of one domain share
     * a transaction; returns at once. The attempt is told the result of each, once.
     *
     * @param recipients as the other hosts are told them, after forwards and aliases, by index in
     *     the attempt's envelope
     */
    void add(DeliveryAttempt attempt, SortedMap<Integer, EmailAddress> recipients);
}
