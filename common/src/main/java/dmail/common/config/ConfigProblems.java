package dmail.common.config;

import dmail.common.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.List;

/** The problems found so far; bounded, since a file may be nothing but problems. */
final class ConfigProblems {
    static final int MOST = 1000;

    private final List<ConfigProblem> found = new ArrayList<>();

    void warning(Place place, String message) {
        add(Severity.WARNING, place, message);
    }

    void error(Place place, String message) {
        add(Severity.ERROR, place, message);
    }

    void fatal(Place place, String message) {
        add(Severity.FATAL, place, message);
    }

    private void add(Severity severity, Place place, String message) {
        found.add(new ConfigProblem(severity, place, message));
    }

    boolean isFull() {
        return found.size() >= MOST;
    }

    List<ConfigProblem> all() {
        return List.copyOf(found);
    }
}
