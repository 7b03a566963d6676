package dmail.smtp.session;

import java.time.Duration;

/**
 * Holds a client to a pace: within its time it must finish a command, or bring another 16 KiB of a
 * message. Without the second rule one octet a minute would keep a session for ever.
 */
final class ProgressTimeout {
    private static final long STRETCH = 16L * 1024;

    /** Allows all reads that follow to take so long together. */
    @FunctionalInterface
    public interface Patience {
        void allow(Duration whole);
    }

    private final Patience patience;
    private final Duration time;
    private long octets;

    ProgressTimeout(Patience patience, Duration time) {
        this.patience = patience;
        this.time = time;
    }

    /** The clock starts anew: for a command, or for a message's first stretch. */
    void begin() {
        octets = 0;
        patience.allow(time);
    }

    /** So many octets of a message have come. */
    void advance(long count) {
        octets += count;
        if (octets >= STRETCH) {
            begin();
        }
    }
}
