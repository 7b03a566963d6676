package dmail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows as a page for people, which a release takes over as {@code etc/doc/measurements.md}.
 *
 * @param date when it was measured
 * @param machine on what, in words
 * @param peers the versions of the peers, in words
 */
record MeasurementsPage(LocalDate date, String machine, String peers) {
    private static final long MEBI = 1L << 20;

    /**
     * {@return the page of this machine, today}
     *
     * @param peers their versions
     */
    static MeasurementsPage ofThisMachine(String peers) throws IOException {
        String processor =
                field(Path.of("/proc/cpuinfo"), "model name").orElse("unknown processor");
        long kilobytes =
                field(Path.of("/proc/meminfo"), "MemTotal")
                        .map(text -> Long.parseLong(text.replaceAll("\\D", "")))
                        .orElse(0L);
        String machine =
                "%s, %d cores, %,d MiB of memory, Linux %s, JDK %s"
                        .formatted(
                                processor,
                                Runtime.getRuntime().availableProcessors(),
                                kilobytes * 1024 / MEBI,
                                System.getProperty("os.version"),
                                Runtime.version());
        return new MeasurementsPage(LocalDate.now(ZoneId.systemDefault()), machine, peers);
    }

    private static Optional<String> field(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    /** {@return the page in Markdown} */
    String of(List<Row> rows) {
        String table =
                rows.stream()
                        .map(row -> "| " + String.join(" | ", row.cells()) + " |\n")
                        .collect(Collectors.joining());
        return """
        # Measurements

        Written by `bench/run` on %s. Machine: %s. Peers: %s.

        Each row is the median of its rounds, taken in turn with the peer on the same machine and disk.
        Every message was checked, and all mail is synced on both sides. *Wanted* is what the project
        asks of itself: a ratio to the peer, or a limit.

        | what | ours | peer | theirs | ratio | wanted |
        | --- | ---: | --- | ---: | ---: | --- |
        """
                        .formatted(date, machine, peers)
                + table;
    }
}
