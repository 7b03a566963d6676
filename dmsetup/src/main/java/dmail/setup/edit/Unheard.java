package dmail.setup.edit;

import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the servers would say of a configuration, and had not said of it before. */
public final class Unheard {
    private final Path file;
    private final Set<String> before = new LinkedHashSet<>();

    /** Reads the configuration as it is now, if there is one. */
    public Unheard(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            all().forEach(problem -> before.add(bare(problem)));
        }
    }

    /** {@return the new ones, once the configuration is changed} */
    public List<String> fresh() {
        return all().stream()
                .filter(problem -> !before.contains(bare(problem)))
                .map(ConfigProblem::toString)
                .distinct()
                .toList();
    }

    /** Without the numbers of lines, which a change moves. */
    private static String bare(ConfigProblem problem) {
        return problem.message().replaceAll(":[0-9]+", "");
    }

    private List<ConfigProblem> all() {
        return List.of(Server.values()).stream()
                .map(server -> Configuration.read(file, server))
                .map(ConfigReading::problems)
                .flatMap(List::stream)
                .toList();
    }
}
