package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.config.Place;

/** One {@code host_domain} line; the first one names the main domain, the others are aliases. */
public record HostDomainLine(Domain domain, Place place) {}
