package dmail.smtp.policy;

import dmail.common.address.Domain;
import dmail.common.mbox.DropLimit;

/**
 * The settings of a session, as they stand now; a reload puts others in their place.
 *
 * @param host what we call ourselves
 * @param mainDomain whose postmaster {@code <Postmaster>} is
 * @param dropLimit how large a drop file may become
 */
public record Rules(
        Domain host,
        Domain mainDomain,
        Limits limits,
        DropLimit dropLimit,
        RelayRules relay,
        Bans bans) {}
