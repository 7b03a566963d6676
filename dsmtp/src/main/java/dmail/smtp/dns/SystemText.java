package dmail.smtp.dns;

import dmail.common.io.OpenedFile;
import dmail.common.log.Log;
import dmail.common.table.Reading;
import dmail.common.table.WatchedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A small text file of the system, read again when it has changed. A file that can't be read counts
 * as empty. Thread-safe.
 *
 * @param <T> the parsed content
 */
final class SystemText<T> {
    /** In octets; the rest of a longer file is ignored. */
    private static final int LONGEST = 1 << 20;

    private final WatchedFile<Meaning<T>> file;
    private final T none;

    /** Holds no open file and no counted memory. */
    private record Meaning<T>(T value) implements Reading {
        @Override
        public void close() {}
    }

    /**
     * @param reader parses the lines; gets none when the file can't be read
     */
    SystemText(Path path, Function<List<String>, T> reader, Log log) {
        this.none = reader.apply(List.of());
        this.file =
                new WatchedFile<>(
                        path,
                        "file of the system",
                        (now, _) -> new Meaning<>(reader.apply(lines(now))),
                        System::nanoTime,
                        log);
    }

    /** {@return the current content} */
    T meaning() {
        try {
            return file.ask(Meaning::value);
        } catch (IOException unreadable) {
            return none;
        }
    }

    private static List<String> lines(Path path) throws IOException {
        try (OpenedFile file = OpenedFile.toReadBehindLinks(path)) {
            byte[] octets = file.octets(LONGEST);
            return new String(octets, StandardCharsets.ISO_8859_1).lines().toList();
        }
    }
}
