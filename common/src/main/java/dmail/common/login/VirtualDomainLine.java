package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.config.Place;
import java.nio.file.Path;

/**
 * A line that opens a door to a virtual domain. Lines with the same prefix are one domain with
 * several doors; the first of them says where its drop files are.
 */
public record VirtualDomainLine(
        String prefix, Door door, Domain domain, Path dropPath, Place place) {}
