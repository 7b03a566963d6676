package dmail.common.config;

import dmail.common.address.IpPattern;
import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;

/** The settings of the section POP3: what users of dpop are served. */
public final class PopSettings {
    static final SettingTable TABLE = new SettingTable("POP3");

    public static final Setting<IpPattern> USER_IP_ADDRESS =
            TABLE.pop("user_ip_address", SettingTypes.IP_PATTERNS)
                    .repeatable()
                    .opensAccess()
                    .otherwiseText("any address")
                    .does(
                            "Clients that may log in. Others are answered as if the password were"
                                    + " wrong; the log tells the reason.");

    public static final Setting<Boolean> LOOKUP_NAMES =
            TABLE.pop("lookup_names", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether dpop asks for the names of clients in DNS, for the log, for"
                                    + " statistics and for manager_ip_name. No client waits for"
                                    + " it. A name counts only when it leads back to the address.");

    public static final Setting<Path> BULLETIN_PATH =
            TABLE.pop("bulletin_path", SettingTypes.PATH)
                    .otherwiseText("there are no bulletins")
                    .does(
                            "The folder of messages for every user: files such as 001.txt. Each"
                                    + " user is given those with higher numbers than the highest"
                                    + " one given before. When the folder is empty at the start or"
                                    + " at a reload, all begin with the lowest number again.");

    public static final Setting<String> BULLETIN_FROM =
            TABLE.pop("bulletin_from", SettingTypes.text("<text>"))
                    .otherwise("Email System Administrator")
                    .does("Who bulletins are from, in words; the address is the postmaster's.");

    public static final Setting<Boolean> HIDE_OLD_BULLS =
            TABLE.pop("hide_old_bulls", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether users who are new to bulletins are spared those that are there"
                                    + " already.");

    private PopSettings() {}
}
