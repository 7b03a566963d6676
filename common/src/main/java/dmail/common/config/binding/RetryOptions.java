package dmail.common.config.binding;

import dmail.common.config.QueueSettings;
import dmail.common.config.binding.value.MaxRetries;
import java.time.Duration;
import java.util.Optional;

/**
 * When mail is tried again, as the options of sending say.
 *
 * @param doubling how the wait grows; empty when it is as for mail without such options
 * @param expiration how long the message is tried; empty when that is as for all mail
 * @param attempts how many there are in all
 * @param notice after what time the sender is told of the delay; zero means never
 */
public record RetryOptions(
        Optional<Doubling> doubling,
        Optional<Duration> expiration,
        MaxRetries attempts,
        Duration notice) {
    /**
     * A wait that doubles after each attempt.
     *
     * @param first the one after the first attempt
     * @param most the longest one, no shorter than the first
     */
    public record Doubling(Duration first, Duration most) {}

    /** {@return what the lines of a place say} */
    public static RetryOptions of(ScopeView view) {
        return new RetryOptions(
                doubling(view),
                view.line(SendingOptions.MESSAGE_EXPIRATION).map(Found::value),
                view.value(SendingOptions.MAX_RETRIES),
                view.value(SendingOptions.DELAY_NOTICE));
    }

    /**
     * A {@code retry_interval} without a scope is DMail's, and was there before there were scopes,
     * so by itself it turns nothing on.
     */
    private static Optional<Doubling> doubling(ScopeView view) {
        Optional<Found<Duration>> given = view.line(QueueSettings.RETRY_INTERVAL);
        boolean isScoped = given.filter(one -> !one.scope().equals(Scope.GLOBAL)).isPresent();
        if (!isScoped && view.line(SendingOptions.MAX_RETRY_INTERVAL).isEmpty()) {
            return Optional.empty();
        }
        Duration first = view.value(QueueSettings.RETRY_INTERVAL);
        Duration most = view.value(SendingOptions.MAX_RETRY_INTERVAL);
        return Optional.of(new Doubling(first.compareTo(most) < 0 ? first : most, most));
    }
}
