package dmail.pop.session;

import java.time.Duration;

/**
 * The limits of a session.
 *
 * @param host what we call ourselves
 * @param greeting what follows the first +OK
 * @param version our version in CAPA
 * @param idle a session this long without a command is ended (RFC 1939 section 3: 10 minutes or
 *     more)
 * @param rest a session this long without a command gives back its memory
 * @param logins failed logins after which the connection is closed
 * @param errors unknown or malformed commands after which the connection is closed
 * @param apop whether APOP is offered where it is possible
 */
public record SessionRules(
        String host,
        String greeting,
        String version,
        Duration idle,
        Duration rest,
        int logins,
        int errors,
        boolean apop) {
    /** {@return the same for a session in which we are called otherwise} */
    public SessionRules as(String otherHost, String otherGreeting) {
        return new SessionRules(
                otherHost, otherGreeting, version, idle, rest, logins, errors, apop);
    }
}
