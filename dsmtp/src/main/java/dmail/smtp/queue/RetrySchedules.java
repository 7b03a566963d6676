package dmail.smtp.queue;

import dmail.common.address.Domain;
import dmail.common.config.binding.RetryOptions;
import dmail.smtp.message.Recipient;
import dmail.smtp.routing.Route;
import dmail.smtp.source.SourcePolicy;
import java.util.function.Function;

/** When mail is tried again, by its binding and its destination. */
public final class RetrySchedules {
    /** The name of the binding of mail that has none. */
    private static final String NONE = "";

    private RetrySchedules() {}

    /**
     * {@return the schedule of a recipient}
     *
     * @param usual that of mail without options of sending
     * @param sources knows the options
     */
    public static RetrySchedule of(
            Recipient recipient,
            RetrySchedule usual,
            SourcePolicy sources,
            Function<Recipient, Route> router) {
        String binding = recipient.choice().isDecided() ? recipient.choice().binding() : NONE;
        return sources.options(binding, destination(recipient, router))
                .map(options -> usual.by(RetryOptions.of(options)))
                .orElse(usual);
    }

    /** Forwards and aliases lead elsewhere, and options hold for where the mail goes. */
    private static Domain destination(Recipient recipient, Function<Recipient, Route> router) {
        try {
            return recipient.next(router.apply(recipient).leavesTo().orElse(recipient.address()));
        } catch (RuntimeException bug) {
            // It is logged where the mail is tried, which has to have an end all the same.
            return recipient.next(recipient.address());
        }
    }
}
