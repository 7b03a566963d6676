package dmail.common.config;

import dmail.common.address.IpPattern;
import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;

/** The settings of the section POP3: what dpop offers to users. */
public final class PopSettings {
    static final SettingTable TABLE = new SettingTable("POP3");

    public static final Setting<IpPattern> USER_IP_ADDRESS =
            TABLE.pop("user_ip_address", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .opensAccess()
                    .otherwiseText("any address")
                    .does(
                            "Clients that may log in. Others get the answer for a wrong password;"
                                    + " the log has the reason.");

    public static final Setting<Boolean> LOOKUP_NAMES =
            TABLE.pop("lookup_names", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether dpop looks the names of clients up in DNS, for the log, for"
                                    + " statistics and for manager_ip_name. No client waits for"
                                    + " the lookup. A name is used only if it resolves back to"
                                    + " the address.");

    public static final Setting<Path> BULLETIN_PATH =
            TABLE.pop("bulletin_path", SettingTypes.PATH)
                    .otherwiseText("there are no bulletins")
                    .does(
                            "The folder of bulletins, messages for every user, in files such as"
                                    + " 001.txt. Each user gets those with higher numbers than"
                                    + " the highest one given before. When the folder is empty at"
                                    + " the start or at a reload, all users begin with the lowest"
                                    + " number again.");

    public static final Setting<String> BULLETIN_FROM =
            TABLE.pop("bulletin_from", SettingTypes.text("<text>"))
                    .otherwise("Email System Administrator")
                    .does("The sender's name on bulletins; the address is the postmaster's.");

    public static final Setting<Boolean> HIDE_OLD_BULLS =
            TABLE.pop("hide_old_bulls", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether users who are new to bulletins get only those that are added"
                                    + " later.");

    private PopSettings() {}
}
