package dmail.common.config;

import dmail.common.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The problems found so far; bounded, since every line of a file may be a problem. */
public final class ConfigProblems {
    public static final int MOST = 1000;

    /** With this many, further warnings about many lines are only counted. */
    public static final int CROWD = MOST - 50;

    private final List<ConfigProblem> found = new ArrayList<>();
    private final Map<String, Integer> files = new LinkedHashMap<>();
    private final Set<String> unread = new HashSet<>();

    /** The first and the last line that includes each file. */
    private final Map<String, List<ConfigLocation>> included = new HashMap<>();

    /** Begins without problems. */
    public ConfigProblems() {}

    /** Records a file; problems are shown in the order in which files were opened. */
    public void opened(String file) {
        files.putIfAbsent(file, files.size());
    }

    /** Records a line that includes a file, before its lines are read. */
    public void included(String file, ConfigLocation line) {
        included.merge(file, List.of(line), (before, _) -> List.of(before.getFirst(), line));
    }

    /** A line takes the place of an earlier one; of the same when its file is included again. */
    public void givenAgain(ConfigLocation location, String words, ConfigLocation before) {
        List<ConfigLocation> lines = included.getOrDefault(location.file(), List.of());
        boolean isSame = location.equals(before) && lines.size() > 1;
        warning(
                location,
                words
                        + " is given again"
                        + (isSame
                                ? ", since its file is included by "
                                        + lines.getFirst()
                                        + " and by "
                                        + lines.getLast()
                                : "; this line counts, not " + before));
    }

    public void warning(ConfigLocation location, String message) {
        add(Severity.WARNING, location, message);
    }

    public void error(ConfigLocation location, String message) {
        add(Severity.ERROR, location, message);
    }

    public void fatal(ConfigLocation location, String message) {
        add(Severity.FATAL, location, message);
    }

    /**
     * Records that a fatal line can't be read, so that nobody misses what it may have said.
     *
     * @param subject what it is about, as it begins: {@code listen mx}
     */
    public void unread(String subject) {
        if (!isFull()) {
            unread.add(subject);
        }
    }

    /** {@return whether a fatal line about that can't be read} */
    public boolean hasUnread(String subject) {
        return unread.contains(subject);
    }

    private void add(Severity severity, ConfigLocation location, String message) {
        if (found.size() < MOST) {
            found.add(new ConfigProblem(severity, location, message));
        } else if (found.size() == MOST) {
            found.add(
                    new ConfigProblem(
                            Severity.FATAL,
                            location,
                            "more than "
                                    + MOST
                                    + " problems; the rest is not read and the server does not"
                                    + " start"));
        }
    }

    boolean isCrowded() {
        return found.size() >= CROWD;
    }

    public boolean isFull() {
        return found.size() > MOST;
    }

    public List<ConfigProblem> all() {
        if (found.size() < 2) {
            return List.copyOf(found);
        }
        return found.stream()
                .sorted(
                        Comparator.comparingInt(this::fileOf)
                                .thenComparingInt(problem -> problem.location().line()))
                .toList();
    }

    private int fileOf(ConfigProblem problem) {
        return files.getOrDefault(problem.location().file(), files.size());
    }
}
