package dmail.smtp.client;

import java.util.List;
import java.util.Optional;

/** Where a connection gets its messages, and reports their results, in the same order. */
public interface MessageSource<L extends OutboundMessage> {
    /**
     * {@return the next message for this host}
     *
     * @param busy whether another message is still under way on the connection: then one is given
     *     only if no other connection would send it sooner
     */
    Optional<L> next(boolean busy);

    /**
     * A message is settled.
     *
     * @param results one for each of its recipients, in their order
     */
    void settled(L message, List<RecipientResult> results);
}
