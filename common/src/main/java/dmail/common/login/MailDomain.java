package dmail.common.login;

import dmail.common.address.Domain;
import java.nio.file.Path;

/** The domain that an account belongs to: the main domain or a virtual one. */
public sealed interface MailDomain {
    /** The name after the {@code @} when {@code authent_domain} is true. */
    Domain domain();

    /** The folder of its drop files. */
    Path dropPath();

    /**
     * The main domain, named by the first {@code host_domain}; other host_domains are aliases of
     * it.
     */
    record Main(Domain domain, Path dropPath) implements MailDomain {}

    /** A virtual domain; the names of its users begin with its prefix, which is in lower case. */
    record Virtual(String prefix, Domain domain, Path dropPath) implements MailDomain {}
}
