package dmail.common.dropfile;

import dmail.common.io.FileState;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A dot-lock that this server holds: {@code alice.lock} beside {@code alice}. */
final class DotLock {
    private static final Duration TOUCH_EVERY = Duration.ofSeconds(10);

    private final Path file;
    private final FileState made;
    private final Log log;
    private final InstantSource clock;
    private Instant touched;

    DotLock(Path file, Log log, InstantSource clock) throws IOException {
        this.file = file;
        this.made = stateOf(file);
        this.log = log;
        this.clock = clock;
        this.touched = clock.instant();
    }

    /** {@return the user that the server runs as} */
    int maker() {
        return made.uid();
    }

    /** Updates its time, so that others don't take it for a stale lock. */
    void touch() {
        Instant now = clock.instant();
        if (now.isBefore(touched.plus(TOUCH_EVERY))) {
            return;
        }
        touched = now;
        try {
            Files.setLastModifiedTime(file, FileTime.from(now));
        } catch (IOException e) {
            log.warning(LogLine.of("dot-lock not touched").with("reason", Reason.of(e)));
        }
    }

    /** Removes it, unless another program holds it by now. */
    void release() {
        try {
            if (stateOf(file).isSameFileAs(made)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            log.warning(LogLine.of("dot-lock not removed").with("reason", Reason.of(e)));
        }
    }

    private static FileState stateOf(Path file) throws IOException {
        return FileState.of(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
    }
}
