package dmail.pop.session;

/**
 * What every state of a session works with.
 *
 * @param presence the session as administrators see it
 * @param mailboxes lets users in
 * @param rules its limits
 * @param delay when refused logins are answered
 * @param log its events
 */
public record SessionParts(
        Sessions.Presence presence,
        Mailboxes mailboxes,
        SessionRules rules,
        FailureDelay delay,
        PopLog log) {
    Client client() {
        return presence.client();
    }
}
