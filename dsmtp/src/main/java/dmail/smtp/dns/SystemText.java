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
 * A small text file of the system's, as it stands now. One that can't be read says nothing. Safe
 * for many threads.
 *
 * @param <T> what its lines mean
 */
final class SystemText<T> {
    /** In octets; what is behind that isn't read. */
    private static final int LONGEST = 1 << 20;

    private final WatchedFile<Meaning<T>> file;
    private final T none;

    /** It holds neither the file open nor memory that is counted. */
    private record Meaning<T>(T value) implements Reading {
        @Override
        public void close() {}
    }

    /**
     * @param reader understands the lines; gets none when the file can't be read
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

    /** {@return what the file means now} */
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
