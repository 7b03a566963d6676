package dmail.smtp.client;

import java.time.Duration;

/**
 * How long another host may take (RFC 5321 section 4.5.3.2).
 *
 * @param connect until it accepts a connection
 * @param greeting until it greets
 * @param command until it answers a command
 * @param encryption until it answers STARTTLS, and each step of what follows; not of the RFC: a
 *     host that can't encrypt is to get its mail without in good time
 * @param data until it answers DATA
 * @param end until it answers the end of a message: by then it may have taken it, so that giving up
 *     early means sending it twice
 */
public record ClientTimeouts(
        Duration connect,
        Duration greeting,
        Duration command,
        Duration encryption,
        Duration data,
        Duration end) {
    /** What the RFC asks for; of connecting it doesn't speak. */
    public static final ClientTimeouts USUAL =
            new ClientTimeouts(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10));
}
