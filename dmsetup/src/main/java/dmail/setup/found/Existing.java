package dmail.setup.found;

import dmail.common.authent.AuthentSettings;
import dmail.common.authent.ManagerPassword;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.config.type.AuthentMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an earlier run, or an administrator, has left where the configuration is to be.
 *
 * @param file the configuration
 * @param text what it holds; empty when there is none
 * @param configuration what its lines say
 * @param users those of its users file
 * @param hasManagerPassword whether there is a tellpass.dat
 * @param owner whose the work folder is; empty when there is none
 */
public record Existing(
        Path file,
        String text,
        Configuration configuration,
        KnownUsers users,
        boolean hasManagerPassword,
        String owner) {

    /** Reads what is there; nothing is made of it that isn't. */
    public static Existing read(Path file) throws IOException {
        ConfigReading reading = ConfigReader.read(file, Server.DSMTP);
        Configuration configuration = reading.configuration();
        boolean there = Files.exists(file);
        boolean works = configuration.isSet(FileSettings.WORK_PATH);
        return new Existing(
                file,
                there ? Files.readString(file, StandardCharsets.UTF_8) : "",
                configuration,
                works ? usersOf(configuration) : KnownUsers.NONE,
                works && Files.exists(managerPassword(configuration).file()),
                works ? ownerOf(configuration.value(FileSettings.WORK_PATH)) : "");
    }

    private static ManagerPassword managerPassword(Configuration configuration) {
        return ManagerPassword.in(configuration.value(FileSettings.WORK_PATH));
    }

    private static String ownerOf(Path folder) throws IOException {
        return Files.isDirectory(folder) ? Files.getOwner(folder).getName() : "";
    }

    private static KnownUsers usersOf(Configuration configuration) throws IOException {
        AuthentSettings settings = AuthentSettings.from(configuration);
        return settings.method() == AuthentMethod.INTERNAL
                ? KnownUsers.in(settings.usersFile())
                : KnownUsers.NONE;
    }

    public boolean isThere() {
        return !text.isEmpty();
    }
}
