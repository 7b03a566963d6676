package dmail.common.config;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.group.GroupLine;
import dmail.common.config.group.GroupType;
import dmail.common.config.type.GreetingType;
import dmail.common.config.type.SettingType;
import dmail.common.config.type.SettingTypes;
import dmail.common.config.type.VdomainLine;
import dmail.common.config.type.VdomainType;

/**
 * The settings of the section Domains: local domains, the host's own name, and its greetings.
 * Lambdas, unlike references to methods, load what reads a line only when there is one.
 */
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
                    .does(
                            "The name that the servers give themselves in greetings and"
                                    + " headers, where listen, domain_group and ip lines say no"
                                    + " other.");

    public static final Setting<String> SMTP_GREETING =
            TABLE.smtp(
                            "smtp_greeting",
                            SettingType.line(
                                    "<text>",
                                    (text, folder) -> GreetingType.readSmtp(text, folder),
                                    text -> GreetingType.show(text)))
                    .ours()
                    .otherwiseText("product, version and date")
                    .does(
                            "The text of the SMTP greeting. In it #HostName# becomes the host's"
                                    + " name at the address that the client has reached,"
                                    + " #ConnectedIP# the client's address, #Time# and #TimeUTC#"
                                    + " the date in this host's time zone and in UTC, #UnixTime#"
                                    + " the seconds since 1970. A text without #HostName# follows"
                                    + " the name. It has at most 200 characters, of ASCII.");

    public static final Setting<String> POP_GREETING =
            TABLE.pop(
                            "pop_greeting",
                            SettingType.line(
                                    "<text>",
                                    (text, folder) -> GreetingType.readPop(text, folder),
                                    text -> GreetingType.show(text)))
                    .ours()
                    .otherwiseText("product and version")
                    .does(
                            "The text of the POP3 greeting, with the words of smtp_greeting and"
                                    + " without < and >. The time stamp of APOP follows it.");

    public static final Setting<GroupLine> DOMAIN_GROUP =
            TABLE.both(
                            "domain_group",
                            SettingType.line(
                                    GroupType.SYNTAX,
                                    (text, folder) -> GroupType.read(text, folder)))
                    .ours()
                    .repeatable()
                    .does(
                            "A domain group: its members, which are host_domain or vdomain domains"
                                    + " (a vdomain brings its addresses); the addresses that it"
                                    + " is met at; and the name and the greetings there. What a"
                                    + " group leaves out, or leaves blank, is as for the server."
                                    + " A login without a domain, at an address of the group, is a"
                                    + " user of the vdomain of that address, else of the group's"
                                    + " first member. An address, and a domain, may be in one"
                                    + " group only. With binding, the mail of its senders leaves"
                                    + " by that binding unless a bind_rule says otherwise. With"
                                    + " bounces_from, bounces of its mail are from that address."
                                    + " With certificate, key and certificate_password_file,"
                                    + " which are as in a listen line, clients are shown that"
                                    + " certificate at its addresses unless a listen line names"
                                    + " another. With dedicated, its addresses carry no other mail than"
                                    + " that of the group. See dmail-domains(7).");

    public static final Setting<EmailAddress> SYSADMIN =
            TABLE.smtp("sysadmin", SettingTypes.ADDRESS)
                    .otherwiseText("postmaster at the first host_domain")
                    .does(
                            "The administrator's address, in any domain. It gets the mail for a"
                                    + " postmaster that is no user.");

    private DomainSettings() {}
}
