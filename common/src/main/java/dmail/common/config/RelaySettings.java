package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.minutes;

import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.common.config.type.RelayTypes;
import dmail.common.config.type.SettingTypes;
import java.time.Duration;

/** The settings of the section Relaying: who may send mail through this host. */
public final class RelaySettings {
    static final SettingTable TABLE = new SettingTable("Relaying");

    public static final Setting<IpPattern> FORWARD_FROM_IP =
            TABLE.smtp("forward_from_ip", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .opensAccess()
                    .otherwiseText("127.0.0.0/8,::1")
                    .does("Clients that may relay, that is, send mail to other domains.");

    public static final Setting<Boolean> RELAY_OPEN =
            TABLE.smtp("relay_open", SettingTypes.SWITCH)
                    .ours()
                    .opensAccess()
                    .otherwise(false)
                    .does(
                            "Whether all clients may relay to other domains when there is no"
                                    + " relay rule, as in the original. Spammers find such an"
                                    + " open relay within hours.");

    public static final Setting<Wildcard> FORWARD_FROM =
            TABLE.smtp("forward_from", SettingTypes.WILDCARDS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Sender domains whose mail is relayed to other domains from any"
                                    + " client. Anybody can claim such a sender address, so"
                                    + " spammers will.");

    public static final Setting<Wildcard> RELAY_TO =
            TABLE.smtp("relay_to", SettingTypes.WILDCARDS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Domains to which every client may relay, such as those for which"
                                    + " this host is a backup MX.");

    public static final Setting<Wildcard> FORWARD_USER =
            TABLE.both("forward_user", RelayTypes.USERS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Users whose POP login lets the client's address relay to other"
                                    + " domains for a while (POP before SMTP). A pattern with @"
                                    + " is matched with user@domain, one without with the user."
                                    + " true means all users, false none.");

    public static final Setting<Duration> FORWARD_WINDOW =
            TABLE.smtp("forward_window", minutes(Duration.ofMinutes(1), Duration.ofDays(7)))
                    .opensAccess()
                    .otherwise(Duration.ofMinutes(30))
                    .does("How long after a login forward_user lets a client relay.");

    public static final Setting<String> HIDE_AUTH =
            TABLE.smtp("hide_auth", RelayTypes.HIDE_AUTH)
                    .otherwiseText("nobody")
                    .does(
                            "Clients to which AUTH is not offered: recentpop means those that"
                                    + " forward_user lets relay now. Some mail programs insist on"
                                    + " a login where AUTH is offered.");

    public static final Setting<Boolean> DSN_STRANGERS =
            TABLE.smtp("dsn_strangers", SettingTypes.SWITCH)
                    .ours()
                    .otherwise(true)
                    .does(
                            "Whether DSN (RFC 3461) is offered to clients that may not relay to"
                                    + " other domains. Such a client can have reports of"
                                    + " delivered mail sent to any address, by naming it as the"
                                    + " sender. If DSN is not offered, their NOTIFY, ORCPT, RET"
                                    + " and ENVID are refused with 555.");

    private RelaySettings() {}
}
