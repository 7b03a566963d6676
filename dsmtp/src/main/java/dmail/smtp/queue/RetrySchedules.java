package dmail.smtp.queue;

import dmail.common.address.Domain;
import dmail.common.config.binding.RetryOptions;
import dmail.common.config.binding.ScopeView;
import dmail.smtp.message.Recipient;
import dmail.smtp.routing.Route;
import dmail.smtp.source.SourcePolicy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * When mail is tried again, by its binding and its destination, as one configuration says. Mail for
 * which the same scopes are asked has the same schedule. Thread-safe.
 */
public final class RetrySchedules {
    /** The name of the binding of mail that has none. */
    private static final String NONE = "";

    /** A site may have a scope for each of many domains; then the schedules are made anew. */
    private static final int MOST = 1000;

    private final RetrySchedule usual;
    private final SourcePolicy sources;
    private final Function<Recipient, Route> router;
    private final Map<ScopeView, RetrySchedule> known = new ConcurrentHashMap<>();

    /**
     * @param usual that of mail without options of sending
     * @param sources knows the options
     */
    public RetrySchedules(
            RetrySchedule usual, SourcePolicy sources, Function<Recipient, Route> router) {
        this.usual = usual;
        this.sources = sources;
        this.router = router;
    }

    /** {@return whether they are those of these options} */
    public boolean areOf(SourcePolicy policy) {
        return sources.equals(policy);
    }

    /** {@return the schedule of a recipient} */
    public RetrySchedule of(Recipient recipient) {
        String binding = recipient.choice().isDecided() ? recipient.choice().binding() : NONE;
        Optional<ScopeView> options = sources.options(binding, destination(recipient));
        return options.isEmpty() ? usual : by(options.get());
    }

    private RetrySchedule by(ScopeView options) {
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.computeIfAbsent(options, lines -> usual.by(RetryOptions.of(lines)));
    }

    /** Forwards and aliases lead elsewhere, and options hold for where the mail goes. */
    private Domain destination(Recipient recipient) {
        try {
            return recipient.next(router.apply(recipient).leavesTo().orElse(recipient.address()));
        } catch (RuntimeException bug) {
            // It is logged where the mail is tried, which has to have an end all the same.
            return recipient.next(recipient.address());
        }
    }
}
