package dmail.common.testing;

import dmail.common.log.Level;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A log that keeps its lines, each as {@code info: ID event name=value}. Writes every level. */
public final class MemoryLog implements Log {
    private final List<String> lines = new ArrayList<>();

    @Override
    public boolean writes(Level level) {
        return true;
    }

    @Override
    public synchronized void write(Level level, LogLine line) {
        lines.add(level.name().toLowerCase(Locale.ROOT) + ": " + line);
        notifyAll();
    }

    /** {@return what was logged so far} */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits until a line holds the text, and returns the first such line. */
    public String await(String part) throws InterruptedException {
        return await(0, line -> line.contains(part));
    }

    /** Waits for a line behind the first ones, and returns it. */
    public synchronized String await(int behind, Predicate<String> isWanted)
            throws InterruptedException {
        while (true) {
            for (String line : lines.subList(behind, lines.size())) {
                if (isWanted.test(line)) {
                    return line;
                }
            }
            wait();
        }
    }
}
