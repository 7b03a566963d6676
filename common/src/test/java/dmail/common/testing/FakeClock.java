package dmail.common.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class FakeClock implements InstantSource {
    private volatile Instant now;

    private FakeClock(Instant now) {
        this.now = now;
    }

    /** {@return a clock that stands at noon of 21 November 2026, UTC} */
    public static FakeClock atNoon() {
        return new FakeClock(Instant.parse("2026-11-21T12:00:00Z"));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets time pass. */
    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }
}
