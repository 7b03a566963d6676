package dmail.common.login;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.Located;
import dmail.common.config.UserSettings;
import dmail.common.config.group.GroupLine;
import dmail.common.config.type.VdomainLine;
import dmail.common.dropfile.LockSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of domains, logins and drop files.
 *
 * @param hostDomains in the order of the file, at least one
 * @param virtualDomains in the order of the file; not copied, since there may be very many and the
 *     list doesn't change
 * @param groups the lines of domain groups, in the order of the file; not copied either
 * @param dropPath folder of the main domain's drop files, absolute
 * @param naming how names are made of prefixes and users
 * @param hashSpool levels of one-letter folders below a drop folder: 0, 1 or 2
 * @param sysadmin gets the mail of a postmaster without an account
 * @param locks how to lock a drop file that is moved
 */
public record LoginSettings(
        List<Located<Domain>> hostDomains,
        List<Located<VdomainLine>> virtualDomains,
        List<Located<GroupLine>> groups,
        Path dropPath,
        Naming naming,
        int hashSpool,
        EmailAddress sysadmin,
        LockSettings locks) {
    public LoginSettings {
        hostDomains = List.copyOf(hostDomains);
        if (hostDomains.isEmpty()) {
            throw new IllegalArgumentException("no host_domain");
        }
    }

    /** {@return the settings of a configuration, which has a host_domain and a drop_path} */
    public static LoginSettings from(Configuration config) {
        Domain main = config.values(DomainSettings.HOST_DOMAIN).getFirst();
        return new LoginSettings(
                config.located(DomainSettings.HOST_DOMAIN),
                config.located(DomainSettings.VDOMAIN),
                config.located(DomainSettings.DOMAIN_GROUP),
                config.value(FileSettings.DROP_PATH),
                new Naming(
                        String.valueOf(config.value(DomainSettings.VDOMAIN_SEPARATOR)),
                        config.value(UserSettings.AUTHENT_DOMAIN),
                        config.value(DomainSettings.DROP_PREFIX)),
                config.value(FileSettings.HASH_SPOOL),
                config.find(DomainSettings.SYSADMIN).orElse(new EmailAddress("postmaster", main)),
                locks(config));
    }

    /** {@return the addresses of {@code vdomain} lines} */
    public static List<InetAddress> vdomainAddresses(Configuration config) {
        List<InetAddress> addresses = new ArrayList<>();
        for (VdomainLine line : config.values(DomainSettings.VDOMAIN)) {
            if (line.claim() instanceof VdomainLine.Claim.Address(var address)) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /** {@return how drop files are locked by this configuration} */
    public static LockSettings locks(Configuration config) {
        Domain host =
                config.find(DomainSettings.LOCAL_HOST)
                        .orElseGet(() -> config.values(DomainSettings.HOST_DOMAIN).getFirst());
        return new LockSettings(
                config.value(FileSettings.USE_FLOCK),
                config.find(FileSettings.LOCK_ID).orElseGet(host::name));
    }

    /**
     * How names are made.
     *
     * @param separator {@code vdomain_separator}: between prefix and user
     * @param withDomain {@code authent_domain}: the user data base has {@code user@domain}
     * @param dropPrefix {@code drop_prefix}: the names of virtual domains' drop files have the
     *     prefix
     */
    public record Naming(String separator, boolean withDomain, boolean dropPrefix) {
        /** The defaults of dmail.conf. */
        public static final Naming DEFAULT = new Naming("_", false, true);
    }
}
