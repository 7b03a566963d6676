package dmail.setup.wizard;

import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.setup.ask.Draft;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the servers would say of the configuration, and had not said of it before. */
final class Complaints {
    private final Path file;
    private final boolean wasThere;
    private final Set<String> before = new LinkedHashSet<>();

    /** Reads the configuration as it is now. */
    Complaints(Draft draft) {
        this.file = draft.facts().existing().file();
        this.wasThere = draft.facts().existing().isThere();
        all().forEach(problem -> before.add(problem.message()));
    }

    /** {@return the new ones, once the configuration is changed} */
    List<String> fresh() {
        return all().stream()
                .filter(problem -> !wasThere || !before.contains(problem.message()))
                .map(ConfigProblem::toString)
                .distinct()
                .toList();
    }

    private List<ConfigProblem> all() {
        return List.of(Server.values()).stream()
                .map(server -> Configuration.read(file, server))
                .map(ConfigReading::problems)
                .flatMap(List::stream)
                .toList();
    }
}
