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
                            "Whether everybody may relay to other domains when there is no"
                                    + " relay rule, as in the original. Spammers find such a server"
                                    + " within hours.");

    public static final Setting<Wildcard> FORWARD_FROM =
            TABLE.smtp("forward_from", SettingTypes.WILDCARDS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Domains whose senders may relay to other domains,"
                                    + " whatever client they use. Anybody can claim to be such a"
                                    + " sender, so spammers will.");

    public static final Setting<Wildcard> RELAY_TO =
            TABLE.smtp("relay_to", SettingTypes.WILDCARDS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Domains to which everybody may relay through this server, such as"
                                    + " those whose second mail exchanger (backup MX) it is.");

    public static final Setting<Wildcard> FORWARD_USER =
            TABLE.both("forward_user", RelayTypes.USERS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Users whose POP login lets the client's address relay to other"
                                    + " domains for a while (POP before SMTP): patterns over"
                                    + " user@domain, or over the user alone when they have no @."
                                    + " true means all users, false none.");

    public static final Setting<Duration> FORWARD_WINDOW =
            TABLE.smtp("forward_window", minutes(Duration.ofMinutes(1), Duration.ofDays(7)))
                    .opensAccess()
                    .otherwise(Duration.ofMinutes(30))
                    .does("How long forward_user holds after a login.");

    public static final Setting<String> HIDE_AUTH =
            TABLE.smtp("hide_auth", RelayTypes.HIDE_AUTH)
                    .otherwiseText("nobody")
                    .does(
                            "Clients to which AUTH is not offered: recentpop means those that"
                                    + " forward_user lets relay now. Some programs insist on a"
                                    + " login once they hear of it.");

    public static final Setting<Boolean> DSN_STRANGERS =
            TABLE.smtp("dsn_strangers", SettingTypes.SWITCH)
                    .ours()
                    .otherwise(true)
                    .does(
                            "Whether DSN (RFC 3461) is offered to clients that may not relay to"
                                    + " other domains. They could have reports of mail"
                                    + " that was delivered sent to anybody whom they name as the"
                                    + " sender. If it isn't, their NOTIFY, ORCPT, RET and ENVID are"
                                    + " refused with 555.");

    private RelaySettings() {}
}
