package dmail.common.config.type;

import dmail.common.address.Domain;
import java.nio.file.Path;

/** The file of aliases of one domain. */
public record AliasDomainLine(Domain domain, Path file) {}
