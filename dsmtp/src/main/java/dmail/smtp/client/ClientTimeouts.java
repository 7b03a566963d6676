package dmail.smtp.client;

import java.time.Duration;

/**
 * Time-outs of the SMTP client (RFC 5321 section 4.5.3.2).
 *
 * @param connect for a connection to be accepted
 * @param greeting for the greeting
 * @param helo for the reply to EHLO or HELO
 * @param mail for the reply to MAIL, and to RSET before it
 * @param rcpt for the reply to RCPT
 * @param encryption for the reply to STARTTLS and each step of the handshake; not of the RFC, and
 *     short: mail for a host whose TLS hangs is sent without it
 * @param data for the reply to DATA
 * @param end for the reply to the end of a message: the host may have accepted it by then, so
 *     giving up early means sending it twice
 */
public record ClientTimeouts(
        Duration connect,
        Duration greeting,
        Duration helo,
        Duration mail,
        Duration rcpt,
        Duration encryption,
        Duration data,
        Duration end) {
    /** The RFC's values; it has none for connecting. */
    public static final ClientTimeouts USUAL =
            new ClientTimeouts(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10));
}
