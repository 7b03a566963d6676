package dmail.smtp.limits;

import dmail.common.config.binding.value.Rate;
import java.time.Duration;
import java.util.Optional;

/**
 * Why mail waits for a limit, which is no attempt to send it.
 *
 * @param length how long it lasts at most
 * @param counter of connections that is full; its next connection that ends is ours earlier
 * @param isOfHost whether another host may have room
 * @param rate how much may be sent afterwards, for each wait for a throttle
 * @param why a clause
 */
public record Hold(
        Duration length, Optional<CounterKey> counter, boolean isOfHost, Rate rate, String why) {
    /** It ends with a connection, so this is only for one that ends unseen. */
    static final Duration LONGEST_FOR_CONNECTION = Duration.ofSeconds(10);

    /** Where connections are what is waited for. */
    static final Rate NO_RATE = new Rate(1_000_000, 1);
}
