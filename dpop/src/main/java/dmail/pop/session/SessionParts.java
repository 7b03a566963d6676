package dmail.pop.session;

import dmail.common.admin.RemoteControlAccess;
import dmail.common.login.Caller;
import dmail.common.login.pace.FailureDelay;
import dmail.common.memory.SessionMemory;

/**
 * What every state of a session works with.
 *
 * @param openSession the session as administrators see it
 * @param memory where it takes memory from
 * @param mailboxes logs users in
 * @param rules its limits
 * @param security TLS and challenges
 * @param rest how it waits for a login
 * @param delay when failed logins are answered
 * @param remote control over the network
 * @param log its events
 */
public record SessionParts(
        Sessions.OpenSession openSession,
        SessionMemory memory,
        Mailboxes mailboxes,
        SessionRules rules,
        Security security,
        Caller.Rest rest,
        FailureDelay delay,
        RemoteControlAccess remote,
        PopLog log) {
    Client client() {
        return openSession.client();
    }

    Caller caller() {
        return new Caller(client().address(), client().connectedTo(), rest);
    }
}
