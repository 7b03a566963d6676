package dmail.common.config;

import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.common.config.type.SettingTypes;

/** The settings of the section Bans and filters: what mail is refused. */
public final class BanSettings {
    static final SettingTable TABLE = new SettingTable("Bans and filters");

    public static final Setting<IpPattern> BAN_IP =
            TABLE.smtp("ban_ip", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .does("Clients that are refused and disconnected.");

    public static final Setting<IpPattern> BAN_IP_EXCEPT =
            TABLE.smtp("ban_ip_except", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .does("Clients that are exempt from ban_ip.");

    public static final Setting<Wildcard> BAN_MAILFROM =
            TABLE.smtp("ban_mailfrom", SettingTypes.WILDCARDS)
                    .repeatable()
                    .does(
                            "Senders that are refused, as patterns for the whole address, in any"
                                    + " letter case: *@spam.example is the domain alone,"
                                    + " *@*.spam.example its subdomains.");

    public static final Setting<Wildcard> BAN_RCPTTO =
            TABLE.smtp("ban_rcptto", SettingTypes.WILDCARDS)
                    .repeatable()
                    .does("Recipients that are refused, as patterns for the whole address.");

    private BanSettings() {}
}
