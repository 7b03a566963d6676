package dmail.common.config.binding;

import dmail.common.config.Setting;
import dmail.common.config.SettingTable;
import dmail.common.config.binding.value.DefaultBinding;
import dmail.common.config.binding.value.OptionTypes;
import dmail.common.config.listen.SubmitLine;
import dmail.common.config.listen.SubmitType;
import dmail.common.config.type.SettingType;
import java.util.List;

/** The settings that make bindings and other scopes of sending, and choose between bindings. */
public final class BindingSettings {
    /** The section of the manual page. */
    public static final String SECTION = "Bindings";

    public static final SettingTable TABLE = new SettingTable(SECTION);

    public static final Setting<ScopedLine> BINDING =
            TABLE.smtp("binding", ScopedType.BINDING)
                    .ours()
                    .repeatable()
                    .does(
                            "An option of a binding, which is an identity for sending with its own"
                                    + " addresses, name, limits and queue. Behind domain the"
                                    + " option holds for mail to matching domains, behind host"
                                    + " for connections to matching hosts. Letter case matters in"
                                    + " names; all, quiet, * and what begins with - are none. The"
                                    + " binding default has all mail for which no other"
                                    + " is found.");

    public static final Setting<ScopedLine> BINDING_GROUP =
            TABLE.smtp("binding_group", ScopedType.BINDING_GROUP)
                    .ours()
                    .repeatable()
                    .does(
                            "A member of a group of bindings, or an option that all its members"
                                    + " share. Mail for the group is given to its members by their"
                                    + " weights. A binding is in one group at most.");

    public static final Setting<ScopedLine> TO_DOMAIN =
            TABLE.smtp("to_domain", ScopedType.TO_DOMAIN)
                    .ours()
                    .repeatable()
                    .does(
                            "An option of mail to matching domains. A domain's own name comes"
                                    + " first, then patterns in the order of their lines.");

    public static final Setting<ScopedLine> TO_HOST =
            TABLE.smtp("to_host", ScopedType.TO_HOST)
                    .ours()
                    .repeatable()
                    .does(
                            "An option of connections to matching hosts:"
                                    + " max_outbound_connections or one of the throttles.");

    public static final Setting<ScopedLine> TO_MX =
            TABLE.smtp("to_mx", ScopedType.TO_MX)
                    .ours()
                    .repeatable()
                    .does(
                            "As to_domain, for all domains one of whose best mail exchangers"
                                    + " matches, so for all domains of a provider. A to_domain"
                                    + " line with the domain's own name comes before it.");

    public static final Setting<BindRule> BIND_RULE =
            TABLE.smtp("bind_rule", RuleType.RULE)
                    .ours()
                    .repeatable()
                    .decides("from where mail is sent")
                    .does(
                            "Which mail a binding or group gets: that which matches a pattern of"
                                    + " each key. The first rule that matches is used. The keys"
                                    + " are from and to (addresses; <> is the empty reverse path),"
                                    + " user (the full name of who logged in), client and in_ip"
                                    + " (the client's address and the one it connected to),"
                                    + " listen (the listener), domain_group (that of the sender),"
                                    + " and header:<name> (the first header of that name, as it is"
                                    + " in the message: encoded words aren't decoded; ? stands for"
                                    + " a blank). Of a header field 8 kilobytes are looked at, and"
                                    + " of all fields 256.");

    public static final Setting<DefaultBinding> DEFAULT_BINDING =
            TABLE.smtp("default_binding", OptionTypes.DEFAULT_BINDING)
                    .ours()
                    .otherwise(DefaultBinding.NORMAL)
                    .does(
                            "What happens to mail for which no other binding than default is"
                                    + " found: normal sends it, suspended lets it wait, none has"
                                    + " clients try again later (451).");

    public static final Setting<SubmitLine> SUBMIT_SERVER =
            TABLE.smtp("submit_server", SettingType.line(SubmitType.SYNTAX, SubmitType::read))
                    .ours()
                    .repeatable()
                    .does(
                            "Where the programs of this host, which use sendmail(8), would submit"
                                    + " the mail of a sender's domain; * means all domains without"
                                    + " a line. Such mail is taken as if it had come in at that"
                                    + " address, so for bind_rule, outbound_ipv4 same and the"
                                    + " bounces_from of a domain group. Without a port the first"
                                    + " listener at that address with protocol smtp, else with"
                                    + " protocol submission, is meant. An IPv6 address with a port"
                                    + " stands in brackets.");

    private BindingSettings() {}

    /** {@return the settings with scopes, bindings first, since groups are compared with them} */
    public static List<Setting<ScopedLine>> scoped() {
        return List.of(BINDING, BINDING_GROUP, TO_DOMAIN, TO_HOST, TO_MX);
    }
}
