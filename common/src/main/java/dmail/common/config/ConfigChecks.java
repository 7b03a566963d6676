package dmail.common.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** What can only be judged when all lines are known. */
final class ConfigChecks {
    private ConfigChecks() {}

    /** {@return the configuration without the lines that are refused} */
    static Configuration check(
            Configuration configuration, Server server, ConfigProblems problems) {
        Place whole = new Place(configuration.file().toString(), 0);
        if (!configuration.isSet(Settings.HOST_DOMAIN)) {
            problems.fatal(
                    whole,
                    "no host_domain line names the main domain, so " + server + " does not start");
        }
        checkFolder(configuration, Settings.DROP_PATH, server, problems);
        checkFolder(configuration, Settings.WORK_PATH, server, problems);
        return configuration;
    }

    private static void checkFolder(
            Configuration configuration,
            Setting<Path> setting,
            Server server,
            ConfigProblems problems) {
        if (!configuration.isSet(setting)) {
            problems.fatal(
                    new Place(configuration.file().toString(), 0),
                    "no " + setting + " line names a folder, so " + server + " does not start");
            return;
        }
        Located<Path> line = configuration.located(setting).getLast();
        if (!Files.isDirectory(line.value())) {
            problems.fatal(
                    line.place(),
                    setting
                            + " "
                            + Shown.quoted(line.value().toString())
                            + ": there is no such folder, so "
                            + server
                            + " does not start");
        }
    }
}
