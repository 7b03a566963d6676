package dmail.smtp.client;

import dmail.smtp.message.DeliveryStatus;

/** What came of one addressee at one host. */
public sealed interface RecipientResult {
    /**
     * The host has the message for him.
     *
     * @param reply its very words
     * @param reportsItself whether it was told what the sender wants to hear (RFC 3461)
     */
    record Taken(String reply, boolean reportsItself) implements RecipientResult {}

    /** It will not reach him this way, now or later: a clear no. */
    record Never(DeliveryStatus why) implements RecipientResult {}

    /** This host doesn't take it now; another of the domain may. */
    record NotHere(DeliveryStatus why) implements RecipientResult {}

    /** It is to be tried later, and until then at no other host. */
    record NotNow(DeliveryStatus why) implements RecipientResult {}

    /**
     * Nothing was decided: it is to be tried again at once, at the same host.
     *
     * @param why what came between, in case that goes on
     */
    record Undecided(DeliveryStatus why) implements RecipientResult {}
}
