package dmail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The processor time that a server and its children have used. */
final class Cpu {
    /** Linux counts in hundredths of a second, whatever the kernel's own clock. */
    private static final int MILLISECONDS_PER_TICK = 10;

    /**
     * Behind the name: user, system, and both of children that have ended; see proc_pid_stat(5).
     */
    private static final int FIRST = 11;

    private static final int FIELDS = 4;

    private Cpu() {}

    /** {@return milliseconds} */
    static double of(long pid) throws IOException {
        List<Long> all =
                Stream.concat(
                                LongStream.of(pid).boxed(),
                                ProcessHandle.of(pid).stream()
                                        .flatMap(ProcessHandle::descendants)
                                        .map(ProcessHandle::pid))
                        .toList();
        long ticks = 0;
        for (long each : all) {
            ticks += ticks(each);
        }
        return ticks * (double) MILLISECONDS_PER_TICK;
    }

    private static long ticks(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        } catch (NoSuchFileException ended) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = FIRST; field < FIRST + FIELDS; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks;
    }
}
