package dmail.common.config;

import static dmail.common.config.type.MeasureTypes.seconds;
import static dmail.common.config.type.SettingTypes.number;

import dmail.common.config.type.AuthentMethod;
import dmail.common.config.type.SettingTypes;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of the section Users: who the users are and how they log in. */
public final class UserSettings {
    static final SettingTable TABLE = new SettingTable("Users");

    private static final Duration DAY = Duration.ofDays(1);

    public static final Setting<AuthentMethod> AUTHENT_METHOD =
            TABLE.both("authent_method", SettingTypes.METHOD)
                    .otherwiseText("internal if there is a users file, else unix_user")
                    .does(
                            "The user data base: internal is the users_file, external asks"
                                    + " authent_process, unix_user takes the system's users.");

    public static final Setting<Path> USERS_FILE =
            TABLE.both("users_file", SettingTypes.PATH)
                    .ours()
                    .otherwiseText("nwauth.txt in work_path")
                    .does("The text file of users and password hashes that nwauth keeps.");

    public static final Setting<String> AUTHENT_PROCESS =
            TABLE.both("authent_process", SettingTypes.COMMAND)
                    .does("The program that authent_method external asks, with its arguments.");

    public static final Setting<Integer> AUTHENT_NUMBER =
            TABLE.both("authent_number", number(1, 1000))
                    .otherwise(2)
                    .does("How many copies of authent_process run at a time.");

    public static final Setting<Duration> AUTHENT_TIMEOUT =
            TABLE.both("authent_timeout", seconds(Duration.ofSeconds(1), DAY))
                    .otherwise(Duration.ofSeconds(10))
                    .does("The time that authent_process has for one answer.");

    public static final Setting<Integer> AUTHENT_CACHE =
            TABLE.both("authent_cache", number(0, 10_000_000))
                    .otherwise(1000)
                    .does("How many answers of the user data base are kept.");

    public static final Setting<Boolean> AUTH_NOCACHE =
            TABLE.both("auth_nocache", SettingTypes.SWITCH)
                    .otherwise(false)
                    .does("Whether the user data base is asked each time, past the cache.");

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
                                    + " needs the password itself: authent_method internal, and"
                                    + " {PLAIN} and the password in the users file for each user"
                                    + " who can log in. As long as one has a hash it is offered to"
                                    + " nobody, for that user's program would try it and fail."
                                    + " Encryption protects passwords better.");

    private UserSettings() {}
}
