package dmail.smtp.policy;

import dmail.common.address.Domain;

/**
 * The settings of a session, as they stand now; a reload puts others in their place.
 *
 * @param host what we call ourselves
 * @param mainDomain whose postmaster {@code <Postmaster>} is
 * @param mailboxes how much mail may lie in a mailbox
 * @param dsnForStrangers whether clients that may not relay are offered DSN
 */
public record Rules(
        Domain host,
        Domain mainDomain,
        Limits limits,
        MailboxLimits mailboxes,
        RelayRules relay,
        AuthRule auth,
        Bans bans,
        boolean dsnForStrangers) {}
