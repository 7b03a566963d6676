package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.delivery.DeliveryAttempt;

/**
 * The mail that shares connections: for one domain, by one binding, from one identity.
 *
 * @param domain where it goes
 * @param binding the name of the binding by which it leaves this host
 * @param identity what else the source depends on, of what came in; empty when on nothing
 */
public record StreamKey(Domain domain, String binding, String identity) {
    private static final String NO_IDENTITY = "";

    /** {@return that of a recipient, by index in the envelope} */
    static StreamKey of(DeliveryAttempt attempt, int recipientIndex, Domain domain) {
        return new StreamKey(
                domain,
                attempt.envelope().recipients().get(recipientIndex).choice().binding(),
                NO_IDENTITY);
    }
}
