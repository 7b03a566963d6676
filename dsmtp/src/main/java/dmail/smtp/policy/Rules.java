package dmail.smtp.policy;

import dmail.common.address.Domain;
import java.util.Optional;

/**
 * The current rules of a session; a reload replaces them.
 *
 * @param host our name
 * @param mainDomain the domain of {@code <Postmaster>}
 * @param mailboxes limits of mailboxes
 * @param dsnForStrangers whether DSN is offered to clients that may not relay
 * @param submitServers where programs would submit mail; empty when no line says it
 */
public record Rules(
        Domain host,
        Domain mainDomain,
        Limits limits,
        MailboxLimits mailboxes,
        RelayRules relay,
        AuthRule auth,
        Bans bans,
        boolean dsnForStrangers,
        Optional<SubmitServers> submitServers) {
    /** {@return the same for a listener with limits and relay rules of its own} */
    public Rules with(Limits otherLimits, RelayRules otherRelay) {
        return new Rules(
                host,
                mainDomain,
                otherLimits,
                mailboxes,
                otherRelay,
                auth,
                bans,
                dsnForStrangers,
                submitServers);
    }
}
