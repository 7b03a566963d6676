package dmail.smtp.client;

import java.time.Duration;

/**
 * How long a connection is waited for, and how much it is used.
 *
 * @param timeouts of the session
 * @param idle how long it is kept for more mail
 * @param messages how many are sent over it
 */
public record ConnectionTerms(ClientTimeouts timeouts, Duration idle, int messages) {
    /** Long enough for the next message of a busy sender, short enough not to burden the host. */
    public static final Duration USUAL_IDLE = Duration.ofSeconds(3);

    /** {@return the usual terms, with these time-outs} */
    public static ConnectionTerms usual(ClientTimeouts timeouts) {
        return new ConnectionTerms(timeouts, USUAL_IDLE, Integer.MAX_VALUE);
    }
}
