package dmail.common.config;

import dmail.common.address.IpPattern;
import dmail.common.address.Wildcard;
import dmail.common.config.type.SettingTypes;

/** The settings of the section Control: who may control the servers. */
public final class ControlSettings {
    static final SettingTable TABLE = new SettingTable("Control");

    public static final Setting<IpPattern> MANAGER_IP_ADDRESS =
            TABLE.both("manager_ip_address", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "Clients from which tellsmtp and tellpop may control the servers over"
                                    + " the network, once tellsmtp set_password has set a"
                                    + " password. Without it, no client may.");

    public static final Setting<Wildcard> MANAGER_IP_NAME =
            TABLE.pop("manager_ip_name", SettingTypes.WILDCARDS)
                    .repeatable()
                    .opensAccess()
                    .does(
                            "The same for tellpop, by the names of clients, such as"
                                    + " *.office.example, which lookup_names must look up.");

    private ControlSettings() {}
}
