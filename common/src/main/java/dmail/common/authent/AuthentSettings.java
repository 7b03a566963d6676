package dmail.common.authent;

import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.UserSettings;
import dmail.common.config.type.AuthentMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of the user data base.
 *
 * @param method where users are looked up
 * @param usersFile of the method {@code internal}
 * @param process command line of the method {@code external}
 * @param number of helpers that run
 * @param timeout for an answer
 * @param cache how many answers are cached; 0 for none
 */
public record AuthentSettings(
        AuthentMethod method,
        Path usersFile,
        String process,
        int number,
        Duration timeout,
        int cache) {

    /** {@return the settings of a configuration, which has a work_path} */
    public static AuthentSettings from(Configuration config) {
        Path usersFile =
                config.find(UserSettings.USERS_FILE)
                        .orElseGet(
                                () -> config.value(FileSettings.WORK_PATH).resolve("nwauth.txt"));
        return new AuthentSettings(
                config.find(UserSettings.AUTHENT_METHOD).orElseGet(() -> method(config, usersFile)),
                usersFile,
                config.find(UserSettings.AUTHENT_PROCESS).orElse(""),
                config.value(UserSettings.AUTHENT_NUMBER),
                config.value(UserSettings.AUTHENT_TIMEOUT),
                config.value(UserSettings.AUTH_NOCACHE)
                        ? 0
                        : config.value(UserSettings.AUTHENT_CACHE));
    }

    /** The default is the users file if there is one, else the system's users, as in DMail. */
    private static AuthentMethod method(Configuration config, Path usersFile) {
        boolean hasFile = config.isSet(UserSettings.USERS_FILE) || Files.exists(usersFile);
        return hasFile ? AuthentMethod.INTERNAL : AuthentMethod.UNIX_USER;
    }
}
