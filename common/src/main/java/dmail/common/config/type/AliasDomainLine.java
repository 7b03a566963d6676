package dmail.common.config.type;

import dmail.common.address.Domain;
import java.nio.file.Path;

/** The aliases file of a domain. */
public record AliasDomainLine(Domain domain, Path file) {}
