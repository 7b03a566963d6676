package dmail.common.login.pace;

import dmail.common.login.Caller;
import java.time.Duration;

/**
 * When a refused login is answered: always so long after the password came, whatever was wrong and
 * however long it took to find out. So guessing is slow, and time does not tell who exists.
 */
@FunctionalInterface
public interface FailureDelay {
    /**
     * Waits until the answer is due, or the session can't wait any longer.
     *
     * @param came when the password came, in the time of {@link System#nanoTime}
     */
    void await(long came, Caller.Rest rest);

    /** {@return a delay of that length} */
    static FailureDelay of(Duration length) {
        return (came, rest) -> {
            long left = came + length.toNanos() - System.nanoTime();
            boolean _ = rest.rest(Duration.ofNanos(Math.max(0, left)));
        };
    }
}
