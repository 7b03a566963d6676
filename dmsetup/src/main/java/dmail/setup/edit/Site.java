package dmail.setup.edit;

import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.io.FileStamp;
import dmail.setup.called.ProgramName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration that is there and good enough to be worked on. */
final class Site {
    private final Path file;
    private final FileStamp seen;
    private final Configuration configuration;

    private Site(Path file, FileStamp seen, Configuration configuration) {
        this.file = file;
        this.seen = seen;
        this.configuration = configuration;
    }

    /**
     * Reads a configuration.
     *
     * @throws IOException when it can't be looked at
     * @throws Refusal when there is none, or the servers would not start on it
     */
    static Site open(Path file) throws Refusal, IOException {
        if (!Files.exists(file)) {
            throw Refusal.noInput("there is no " + file + "; " + ProgramName.TEXT + " writes one");
        }
        FileStamp seen = FileStamp.of(file);
        ConfigReading reading = ConfigReader.read(file, Server.DSMTP);
        if (!reading.isUsable()) {
            List<String> why =
                    reading.problems().stream()
                            .filter(each -> each.severity() == ConfigProblem.Severity.FATAL)
                            .map(ConfigProblem::toString)
                            .toList();
            throw Refusal.configuration(String.join("\n", why));
        }
        return new Site(file, seen, reading.configuration());
    }

    Path file() {
        return file;
    }

    /** {@return the folder of the file, where relative paths in it begin} */
    Path folder() {
        return file.toAbsolutePath().resolveSibling("");
    }

    /** {@return the file as it was before it was read} */
    FileStamp seen() {
        return seen;
    }

    Configuration configuration() {
        return configuration;
    }

    /** {@return the name of this host that others are told} */
    String ownName() {
        return configuration
                .find(DomainSettings.LOCAL_HOST)
                .orElseGet(() -> configuration.values(DomainSettings.HOST_DOMAIN).getFirst())
                .name();
    }

    Path workPath() {
        return configuration.value(FileSettings.WORK_PATH);
    }
}
