package dmail.smtp.policy;

import dmail.common.address.Domain;

/**
 * The settings of a session, as they stand now; a reload puts others in their place.
 *
 * @param host what we call ourselves
 * @param mainDomain whose postmaster {@code <Postmaster>} is
 */
public record Rules(Domain host, Domain mainDomain, Limits limits, RelayRules relay, Bans bans) {}
