package dmail.smtp.client;

import java.util.List;
import java.util.Optional;

/** Where a connection gets its letters, and tells what came of each: in the same order. */
public interface MessageSource<L extends OutboundMessage> {
    /**
     * {@return the next letter for this host}
     *
     * @param busy whether another letter is still under way: then one is only given if no other
     *     connection would carry it sooner
     */
    Optional<L> next(boolean busy);

    /**
     * A letter has been dealt with.
     *
     * @param verdicts one for each of its addressees, in their order
     */
    void settled(L letter, List<RecipientResult> verdicts);
}
