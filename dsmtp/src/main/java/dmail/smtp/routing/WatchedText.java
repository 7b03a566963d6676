package dmail.smtp.routing;

import dmail.common.io.FileStamp;
import dmail.common.io.OpenedFile;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file of the administrator's as it stands now: read again when it has changed. Safe for many
 * threads.
 *
 * @param <T> what its text means
 */
final class WatchedText<T> {
    /** A million aliases are smaller. */
    private static final int LARGEST = 64 << 20;

    private final Path file;
    private final Function<Reading, T> meaning;
    private final Log log;
    private volatile @Nullable Known<T> last;

    /**
     * The text of the file.
     *
     * @param trusted whether nobody but its owner and group can have written it
     */
    record Reading(String text, boolean trusted) {}

    private record Known<T>(FileStamp stamp, T meaning) {}

    WatchedText(Path file, Function<Reading, T> meaning, Log log) {
        this.file = file;
        this.meaning = meaning;
        this.log = log;
    }

    Path file() {
        return file;
    }

    /**
     * {@return what the file means now}
     *
     * @throws IOException when it can't be read, which never means that nothing is in it
     */
    T current() throws IOException {
        try {
            Known<T> known = last;
            return known != null && FileStamp.of(file).equals(known.stamp())
                    ? known.meaning()
                    : read();
        } catch (IOException e) {
            log.error(LogLine.of("file cannot be read").with("file", file).with("error", e));
            throw e;
        }
    }

    private synchronized T read() throws IOException {
        // The stamp is taken first: a change while reading makes the next question read again.
        FileStamp stamp = FileStamp.of(file);
        Known<T> known = last;
        if (known != null && stamp.equals(known.stamp())) {
            return known.meaning();
        }
        T fresh = meaning.apply(new Reading(text(file, LARGEST), isTrusted()));
        last = new Known<>(stamp, fresh);
        return fresh;
    }

    private boolean isTrusted() throws IOException {
        return ((int) Files.getAttribute(file, "unix:mode") & 0002) == 0;
    }

    /** {@return a file's text: UTF-8, or Latin-1 as in the original's time} */
    static String text(Path file, int largest) throws IOException {
        try (OpenedFile opened = OpenedFile.toReadBehindLinks(file)) {
            return text(opened, largest);
        }
    }

    /** {@return the same of a file that is open} */
    static String text(OpenedFile file, int largest) throws IOException {
        byte[] octets = file.octets(largest + 1);
        if (octets.length > largest) {
            throw new IOException("larger than " + largest + " octets");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException _) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }
}
