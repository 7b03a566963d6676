package dmail.pop.session;

import java.time.Duration;
import java.time.Instant;

/**
 * A session that has ended.
 *
 * @param client whom it served
 * @param name of the client by DNS; empty when unknown
 * @param user the name in the user data base; empty without a login
 * @param duration how long it was
 * @param encrypted whether it was encrypted at its end
 * @param failedLogins wrong names and passwords
 * @param retrieved messages sent completely
 * @param octets of these messages
 * @param tops messages sent by TOP
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
    static SessionEnd of(Sessions.OpenSession openSession, Instant now) {
        SessionTotals totals = openSession.totals();
        return new SessionEnd(
                openSession.client(),
                openSession.name(),
                openSession.user(),
                Duration.between(openSession.since(), now),
                totals.isEncrypted(),
                totals.failedLogins(),
                totals.retrieved(),
                totals.retrievedOctets(),
                totals.tops(),
                totals.removed(),
                totals.end());
    }

    /** {@return whether somebody logged in} */
    public boolean isLogin() {
        return !user.isEmpty();
    }
}
