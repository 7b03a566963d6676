package dmail.common.table;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a file: the first problems, and how many there are. */
public final class Problems {
    /** Of a file that is something else altogether nobody reads more. */
    static final int MOST = 100;

    private final List<Problem> first = new ArrayList<>();
    private int count;

    /**
     * Something that is wrong with a line.
     *
     * @param line from 1
     */
    public record Problem(int line, String what) {}

    /** There is none yet. */
    public Problems() {}

    /** Notes a problem. */
    public void add(int line, String what) {
        count++;
        if (first.size() < MOST) {
            first.add(new Problem(line, what));
        }
    }

    /** {@return how many there are} */
    public int count() {
        return count;
    }

    /** {@return the first ones, in the order of their lines} */
    public List<Problem> first() {
        return first.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }

    /**
     * Puts them into the log.
     *
     * @param what the file is
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
