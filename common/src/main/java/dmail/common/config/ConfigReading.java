package dmail.common.config;

import dmail.common.config.ConfigProblem.Severity;
import java.util.List;

/**
 * The result of reading dmail.conf.
 *
 * @param configuration the lines that are valid
 * @param problems in the order of the lines
 */
public record ConfigReading(Configuration configuration, List<ConfigProblem> problems) {
    public ConfigReading {
        problems = List.copyOf(problems);
    }

    /** {@return whether a server may run with it} */
    public boolean isUsable() {
        return problems.stream().noneMatch(problem -> problem.severity() == Severity.FATAL);
    }

    /** {@return whether there are no errors, but at most warnings} */
    public boolean isRight() {
        return problems.stream().allMatch(problem -> problem.severity() == Severity.WARNING);
    }

    /** {@return whether there are so many problems that some may only be counted} */
    public boolean isCrowded() {
        return problems.size() >= ConfigProblems.CROWD;
    }
}
