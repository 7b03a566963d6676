package dmail.smtp.queue;

import dmail.common.address.EmailAddress;
import dmail.common.config.binding.RetryOptions;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.Route;
import dmail.smtp.source.SourcePolicy;
import java.util.function.Function;
import java.util.function.Supplier;

/** When mail is tried again, by its binding and its destination. */
final class RetrySchedules implements Function<Recipient, RetrySchedule> {
    /** The name of the binding of mail that has none. */
    private static final String NONE = "";

    private final Supplier<RetrySchedule> usual;
    private final Supplier<SourcePolicy> sources;
    private final Function<Recipient, Route> router;

    /**
     * @param usual that of mail without options of sending, by the current settings
     * @param sources knows the current options
     */
    RetrySchedules(
            Supplier<RetrySchedule> usual,
            Supplier<SourcePolicy> sources,
            Function<Recipient, Route> router) {
        this.usual = usual;
        this.sources = sources;
        this.router = router;
    }

    @Override
    public RetrySchedule apply(Recipient recipient) {
        SourcePolicy now = sources.get();
        return now instanceof SourcePolicy.Plain ? usual.get() : byOptions(recipient, now);
    }

    private RetrySchedule byOptions(Recipient recipient, SourcePolicy now) {
        String binding = recipient.choice().isDecided() ? recipient.choice().binding() : NONE;
        RetrySchedule schedule = usual.get();
        return now.options(binding, destination(recipient).domain())
                .map(options -> schedule.by(RetryOptions.of(options)))
                .orElse(schedule);
    }

    /** Forwards and aliases lead elsewhere, and options hold for where the mail goes. */
    private EmailAddress destination(Recipient recipient) {
        Route route = router.apply(recipient);
        if (!route.isFork() && route.destination() instanceof Destination.Remote(var to)) {
            return to;
        }
        return recipient.target() instanceof Target.Address(var found)
                ? found
                : recipient.address();
    }
}
