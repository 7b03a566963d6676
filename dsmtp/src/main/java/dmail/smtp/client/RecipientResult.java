package dmail.smtp.client;

import dmail.smtp.message.DeliveryStatus;

/** The result for one recipient at one host. */
public sealed interface RecipientResult {
    /**
     * The host accepted the message for it.
     *
     * @param reply its text
     * @param reportsItself whether the host got the sender's DSN parameters (RFC 3461)
     */
    record Taken(String reply, boolean reportsItself) implements RecipientResult {}

    /** Permanent: a clear refusal. */
    record Never(DeliveryStatus why) implements RecipientResult {}

    /** This host doesn't accept it now; another one of the domain may. */
    record NotHere(DeliveryStatus why) implements RecipientResult {}

    /** To be tried later, and until then at no other host. */
    record NotNow(DeliveryStatus why) implements RecipientResult {}

    /**
     * Undecided: to be tried again at once, at the same host.
     *
     * @param why the reason, in case that happens again
     */
    record Undecided(DeliveryStatus why) implements RecipientResult {}
}
