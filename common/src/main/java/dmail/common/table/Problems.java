package dmail.common.table;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The faults of a file: the first ones, and how many there are. */
public final class Problems {
    /** Problems that are kept; a file with more is probably of another kind. */
    static final int MOST = 100;

    private final List<Problem> first = new ArrayList<>();
    private int count;

    /**
     * A fault of a line.
     *
     * @param line from 1
     */
    public record Problem(int line, String what) {}

    /** Begins without problems. */
    public Problems() {}

    /** Adds a problem. */
    public void add(int line, String what) {
        count++;
        if (first.size() < MOST) {
            first.add(new Problem(line, what));
        }
    }

    /** {@return how many problems there are} */
    public int count() {
        return count;
    }

    /** {@return the first problems, in the order of their lines} */
    public List<Problem> first() {
        return first.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    /**
     * Logs the problems.
     *
     * @param what the kind of file
     */
    public void report(String what, Path file, Log log) {
        for (Problem problem : first()) {
            log.warning(
                    LogLine.of("table line ignored")
                            .with("table", what)
                            .with("line", file + ":" + problem.line())
                            .with("problem", problem.what()));
        }
        if (count > first.size()) {
            log.warning(
                    LogLine.of("table lines ignored")
                            .with("table", what)
                            .with("file", file)
                            .with("more_problems", count - first.size()));
        }
    }
}
