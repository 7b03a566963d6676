package dmail.common.config;

import dmail.common.config.ConfigProblem.Severity;
import java.util.List;

/**
 * What came of reading dmail.conf.
 *
 * @param configuration what could be understood
 * @param problems all of them, in the order of the lines
 */
public record ConfigReading(Configuration configuration, List<ConfigProblem> problems) {
    public ConfigReading {
        problems = List.copyOf(problems);
    }

    /** {@return whether a server may run on it} */
    public boolean isUsable() {
        return problems.stream().noneMatch(problem -> problem.severity() == Severity.FATAL);
    }

    /** {@return whether there is nothing worse than a warning} */
    public boolean isRight() {
        return problems.stream().allMatch(problem -> problem.severity() == Severity.WARNING);
    }

    /** {@return whether there are so many problems that some may be counted and not told} */
    public boolean isCrowded() {
        return problems.size() >= ConfigProblems.CROWD;
    }
}
