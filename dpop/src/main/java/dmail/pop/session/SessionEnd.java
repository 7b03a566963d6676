package dmail.pop.session;

import java.time.Duration;
import java.time.Instant;

/**
 * A session that has ended.
 *
 * @param client whom it served
 * @param name of the client by DNS; empty when it is not known
 * @param user the name that the users' data base knows; empty when nobody logged in
 * @param duration how long it was
 * @param encrypted whether it was encrypted, at least in the end
 * @param failedLogins wrong names and passwords
 * @param retrieved messages sent whole
 * @param octets of these messages
 * @param tops messages whose beginning was sent
 * @param removed messages removed
 * @param reason how it ended
 */
public record SessionEnd(
        Client client,
        String name,
        String user,
        Duration duration,
        boolean encrypted,
        int failedLogins,
        int retrieved,
        long octets,
        int tops,
        int removed,
        String reason) {
    static SessionEnd of(Sessions.Presence presence, Instant now) {
        SessionTotals tally = presence.tally();
        return new SessionEnd(
                presence.client(),
                presence.name(),
                presence.user(),
                Duration.between(presence.since(), now),
                tally.isEncrypted(),
                tally.failedLogins(),
                tally.retrieved(),
                tally.retrievedOctets(),
                tally.tops(),
                tally.removed(),
                tally.end());
    }

    /** {@return whether somebody logged in} */
    public boolean isLogin() {
        return !user.isEmpty();
    }
}
