package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.seconds;
import static dmail.common.config.type.SettingTypes.number;

import dmail.common.config.type.AuthentMethod;
import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of the section Users: the user data base and logins. */
public final class UserSettings {
    static final SettingTable TABLE = new SettingTable("Users");

    private static final Duration DAY = Duration.ofDays(1);

    public static final Setting<AuthentMethod> AUTHENT_METHOD =
            TABLE.both("authent_method", SettingTypes.METHOD)
                    .otherwiseText("internal if there is a users file, else unix_user")
                    .does(
                            "The user data base: internal is the users_file, external is"
                                    + " authent_process, unix_user is the system's users; see"
                                    + " dmail-authent(7).");

    public static final Setting<Path> USERS_FILE =
            TABLE.both("users_file", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("nwauth.txt in work_path")
                    .does("The text file of users and password hashes; see nwauth(1).");

    public static final Setting<String> AUTHENT_PROCESS =
            TABLE.both("authent_process", SettingTypes.COMMAND)
                    .does(
                            "The program that is the user data base of authent_method external,"
                                    + " with its arguments; see dmail-authent(7).");

    public static final Setting<Integer> AUTHENT_NUMBER =
            TABLE.both("authent_number", number(1, 1000))
                    .otherwise(2)
                    .does("How many copies of authent_process may run at a time.");

    public static final Setting<Duration> AUTHENT_TIMEOUT =
            TABLE.both("authent_timeout", seconds(Duration.ofSeconds(1), DAY))
                    .otherwise(Duration.ofSeconds(10))
                    .does("The time limit for an answer of authent_process.");

    public static final Setting<Integer> AUTHENT_CACHE =
            TABLE.both("authent_cache", number(0, 10_000_000))
                    .otherwise(1000)
                    .does(
                            "How many positive answers of the user data base are cached, each for"
                                    + " at most five minutes.");

    public static final Setting<Boolean> AUTH_NOCACHE =
            TABLE.both("auth_nocache", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does("Whether the cache of authent_cache is turned off.");

    public static final Setting<Boolean> AUTHENT_DOMAIN =
            TABLE.both("authent_domain", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether the user data base knows users as user@domain rather than as"
                                    + " user, or prefix_user in a virtual domain.");

    public static final Setting<Boolean> APOP_ENABLE =
            TABLE.pop("apop_enable", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does(
                            "Whether dpop offers APOP, a login by a digest of the password. It"
                                    + " needs authent_method internal and, for each user who can"
                                    + " log in, {PLAIN} and the password in the users file. While"
                                    + " any user has a hash, APOP is not offered, since that"
                                    + " user's program would try it and fail. TLS protects"
                                    + " passwords better.");

    private UserSettings() {}
}
