package dmail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What a server and its children hold of the machine's memory. */
final class Memory {
    private Memory() {}

    /**
     * {@return MiB: resident of a single process, else each process's share of what is resident}
     */
    static double of(long pid) throws IOException {
        List<Long> all =
                Stream.concat(
                                LongStream.of(pid).boxed(),
                                ProcessHandle.of(pid).stream()
                                        .flatMap(ProcessHandle::descendants)
                                        .map(ProcessHandle::pid))
                        .toList();
        long kilobytes = 0;
        for (long each : all) {
            kilobytes +=
                    all.size() == 1
                            ? field(each, "status", "VmRSS:")
                            : field(each, "smaps_rollup", "Pss:");
        }
        return kilobytes / 1024.0;
    }

    private static long field(long pid, String file, String name) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }
}
