package dmail.smtp.delivery.remote;

import dmail.common.address.EmailAddress;
import dmail.smtp.delivery.DeliveryAttempt;
import java.util.SortedMap;

/** Brings mail to other hosts. */
public interface RemoteDelivery {
    /**
     * Takes over recipients of a message, all that it has on other hosts, so that those of one
     * domain can be served together; returns at once. Sooner or later the job is told what came of
     * each, once.
     *
     * @param recipients whom the other hosts are to be told, once all forwards and aliases are
     *     followed, by their places in the job's envelope
     */
    void add(DeliveryAttempt job, SortedMap<Integer, EmailAddress> recipients);
}
