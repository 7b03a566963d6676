package dmail.common.login;

import dmail.common.address.EmailAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What dmail.conf says about domains, logins and drop files.
 *
 * @param hostDomains in the order of the file, at least one
 * @param virtualDomains in the order of the file
 * @param dropPath folder of the main domain's drop files, absolute
 * @param naming how names are made of prefixes and users
 * @param hashSpool how many levels of one-letter folders lie below a drop folder: 0, 1 or 2
 * @param sysadmin who gets the mail of a postmaster that is no user
 */
public record LoginSettings(
        List<HostDomainLine> hostDomains,
        List<VirtualDomainLine> virtualDomains,
        Path dropPath,
        Naming naming,
        int hashSpool,
        EmailAddress sysadmin) {
    public LoginSettings {
        hostDomains = List.copyOf(hostDomains);
        virtualDomains = List.copyOf(virtualDomains);
        if (hostDomains.isEmpty()) {
            throw new IllegalArgumentException("no host_domain");
        }
    }

    /**
     * How names are made.
     *
     * @param separator {@code vdomain_separator}: stands between prefix and user
     * @param withDomain {@code authent_domain}: the data base knows {@code user@domain}
     * @param dropPrefix {@code drop_prefix}: drop files of virtual domains bear the prefix
     */
    public record Naming(String separator, boolean withDomain, boolean dropPrefix) {
        /** What holds when dmail.conf is silent. */
        public static final Naming DEFAULT = new Naming("_", false, true);
    }
}
