package dmail.smtp.dns;

import dmail.common.io.OpenedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Function;

/**
 * A small text file of the system's, read again when it has changed.
 *
 * @param <T> what its lines mean
 */
final class WatchedFile<T> {
    /** What is behind that isn't read. */
    private static final int LONGEST = 1 << 20;

    private final Path path;
    private final Function<List<String>, T> reader;
    private Seen<T> seen;

    /** What was read, and of which state of the file. */
    private record Seen<T>(long size, FileTime changed, T meaning) {}

    /**
     * @param reader understands the lines; gets none when the file can't be read
     */
    WatchedFile(Path path, Function<List<String>, T> reader) {
        this.path = path;
        this.reader = reader;
        this.seen = new Seen<>(-1, FileTime.fromMillis(0), reader.apply(List.of()));
    }

    /** {@return what the file means now} */
    synchronized T meaning() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (now.size() != seen.size || !now.lastModifiedTime().equals(seen.changed)) {
                seen = new Seen<>(now.size(), now.lastModifiedTime(), reader.apply(lines()));
            }
        } catch (IOException unreadable) {
            seen = new Seen<>(-1, FileTime.fromMillis(0), reader.apply(List.of()));
        }
        return seen.meaning;
    }

    private List<String> lines() throws IOException {
        try (OpenedFile file = OpenedFile.toReadBehindLinks(path)) {
            byte[] octets = file.octets(LONGEST);
            return new String(octets, StandardCharsets.ISO_8859_1).lines().toList();
        }
    }
}
