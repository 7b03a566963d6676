package dmail.setup.edit;

import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigProblem.Severity;
import dmail.common.config.ConfigReading;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the servers would say of a configuration, and had not said of it before. Of very many
 * warnings they tell some, others with each line that comes or goes: then warnings don't count.
 */
public final class NewWarnings {
    private final Path file;
    private final Set<String> before = new LinkedHashSet<>();
    private boolean crowded;

    /** Reads the configuration as it is now, if there is one. */
    public NewWarnings(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            all().forEach(problem -> before.add(bare(problem)));
        }
    }

    /** {@return the new ones, once the configuration is changed} */
    public List<String> fresh() {
        return all().stream()
                .filter(problem -> !before.contains(bare(problem)))
                .filter(problem -> !crowded || problem.severity() != Severity.WARNING)
                .map(ConfigProblem::toString)
                .distinct()
                .toList();
    }

    /** Without the numbers of lines, which a change moves. */
    private static String bare(ConfigProblem problem) {
        return problem.message().replaceAll(":[0-9]+", "");
    }

    private List<ConfigProblem> all() {
        List<ConfigProblem> all = new ArrayList<>();
        for (Server server : Server.values()) {
            ConfigReading reading = ConfigReader.read(file, server);
            crowded |= reading.isCrowded();
            all.addAll(reading.problems());
        }
        return all;
    }
}
