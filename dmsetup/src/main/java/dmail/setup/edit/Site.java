package dmail.setup.edit;

import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.Server;
import dmail.setup.called.ProgramName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration that is there and good enough to be worked on. */
final class Site {
    private final Path file;
    private final Configuration configuration;

    private Site(Path file, Configuration configuration) {
        this.file = file;
        this.configuration = configuration;
    }

    /**
     * Reads a configuration.
     *
     * @throws Refusal when there is none, or the servers would not start on it
     */
    static Site open(Path file) throws Refusal {
        if (!Files.exists(file)) {
            throw Refusal.noInput("there is no " + file + "; " + ProgramName.TEXT + " writes one");
        }
        ConfigReading reading = Configuration.read(file, Server.DSMTP);
        if (!reading.isUsable()) {
            List<String> why =
                    reading.problems().stream()
                            .filter(each -> each.severity() == ConfigProblem.Severity.FATAL)
                            .map(ConfigProblem::toString)
                            .toList();
            throw Refusal.configuration(String.join("\n", why));
        }
        return new Site(file, reading.configuration());
    }

    Path file() {
        return file;
    }

    Configuration configuration() {
        return configuration;
    }

    Path workPath() {
        return configuration.value(FileSettings.WORK_PATH);
    }
}
