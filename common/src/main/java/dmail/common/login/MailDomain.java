package dmail.common.login;

import dmail.common.address.Domain;
import java.nio.file.Path;

/** The domain that an account belongs to: the main domain or a virtual one. */
public sealed interface MailDomain {
    /** The name that goes behind the {@code @} when {@code authent_domain} is true. */
    Domain domain();

    /** The folder of its drop files. */
    Path dropPath();

    /** The first {@code host_domain}; the other host_domains are names of the same. */
    record Main(Domain domain, Path dropPath) implements MailDomain {}

    /** A virtual domain; its prefix, as dmail.conf spells it, tells its users from others. */
    record Virtual(String prefix, Domain domain, Path dropPath) implements MailDomain {}
}
