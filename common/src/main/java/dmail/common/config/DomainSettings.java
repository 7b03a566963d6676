package dmail.common.config;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.VdomainLine;
import dmail.common.config.type.VdomainType;

/** The settings of the section Domains: local domains and the host's own name. */
public final class DomainSettings {
    static final SettingTable TABLE = new SettingTable("Domains");

    public static final Setting<Domain> HOST_DOMAIN =
            TABLE.both("host_domain", SettingTypes.DOMAIN)
                    .repeatable()
                    .does(
                            "A local domain. The first is the main domain, the server's identity;"
                                    + " the others are names for the same mailboxes. At least one"
                                    + " is needed.");

    public static final Setting<VdomainLine> VDOMAIN =
            TABLE.both("vdomain", VdomainType.VDOMAIN)
                    .repeatable()
                    .does(
                            "A virtual domain: the prefix of its account names, the local IP"
                                    + " address or the login suffix that selects it, its mail"
                                    + " domain, and the folder of its drop files. Without the"
                                    + " second part it is selected by the suffix @ and the"
                                    + " domain. Several lines with one prefix add suffixes and"
                                    + " addresses to one domain.");

    public static final Setting<Boolean> DROP_PREFIX =
            TABLE.both("drop_prefix", SettingTypes.SWITCH)
                    .otherwise(true)
                    .does(
                            "Whether the names of drop files in virtual domains have the prefix:"
                                    + " acme_fred, not fred.");

    public static final Setting<Character> VDOMAIN_SEPARATOR =
            TABLE.both("vdomain_separator", SettingTypes.SEPARATOR)
                    .otherwise('_')
                    .does("The character between a virtual domain's prefix and the user's name.");

    public static final Setting<Domain> LOCAL_HOST =
            TABLE.both("local_host", SettingTypes.DOMAIN)
                    .ours()
                    .otherwiseText("the first host_domain")
                    .does("The name that the servers give themselves in greetings and headers.");

    public static final Setting<EmailAddress> SYSADMIN =
            TABLE.smtp("sysadmin", SettingTypes.ADDRESS)
                    .otherwiseText("postmaster at the first host_domain")
                    .does(
                            "The administrator's address, in any domain. It gets the mail for a"
                                    + " postmaster that is no user.");

    private DomainSettings() {}
}
