package dmail.smtp.delivery.remote;

import dmail.common.address.Domain;
import dmail.smtp.source.SourceIdentity;

/**
 * The mail that shares connections: for one domain, by one binding, from one identity.
 *
 * @param domain where it goes
 * @param binding the name of the binding by which it leaves this host
 * @param identity what else the source and the name depend on, of what came in
 */
public record StreamKey(Domain domain, String binding, SourceIdentity identity) {}
