package dmail.smtp.session;

import java.time.Duration;

/**
 * Makes a client keep a pace: within the time-out it must finish a command, or send another 16 KiB
 * of a message. A time-out for each read alone would let one octet a minute keep a session for
 * ever.
 */
final class ProgressTimeout {
    private static final long STRETCH = 16L * 1024;

    /** Sets the time-out for all reads from now on together. */
    @FunctionalInterface
    public interface ReadTimeout {
        void allow(Duration whole);
    }

    private final ReadTimeout readTimeout;
    private final Duration time;
    private long octets;

    ProgressTimeout(ReadTimeout readTimeout, Duration time) {
        this.readTimeout = readTimeout;
        this.time = time;
    }

    /** Starts the clock for a command, or for the first 16 KiB of a message. */
    void begin() {
        octets = 0;
        readTimeout.allow(time);
    }

    /** Octets of a message have come. */
    void advance(long count) {
        octets += count;
        if (octets >= STRETCH) {
            begin();
        }
    }
}
