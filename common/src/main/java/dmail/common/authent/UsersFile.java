package dmail.common.authent;

import dmail.common.io.FileStamp;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A users file as it stands now: read again when it has changed. Safe for many threads. */
final class UsersFile {
    private final Path file;
    private final Log log;
    private volatile @Nullable Reading last;

    /**
     * What was read.
     *
     * @param forms in which passwords are kept
     * @param generation counts readings, so that who caches answers notices a new one
     */
    record Reading(FileStamp stamp, UsersText text, PasswordForms forms, long generation) {}

    UsersFile(Path file, Log log) {
        this.file = file;
        this.log = log;
    }

    /**
     * {@return what the file holds now}
     *
     * @throws IOException when the file can't be read, which never means that nobody is in it
     */
    Reading current() throws IOException {
        Reading known = last;
        if (known != null && FileStamp.of(file).equals(known.stamp())) {
            return known;
        }
        return read();
    }

    /** {@return the last reading, which need not be what the file holds now} */
    Reading latest() throws IOException {
        Reading known = last;
        return known == null ? read() : known;
    }

    private synchronized Reading read() throws IOException {
        // The stamp is taken first: a change while reading makes the next question read again.
        FileStamp stamp = FileStamp.of(file);
        Reading known = last;
        if (known != null && stamp.equals(known.stamp())) {
            return known;
        }
        UsersText text = UsersText.parse(Files.readString(file, StandardCharsets.UTF_8));
        long generation = known == null ? 1 : known.generation() + 1;
        Reading fresh = new Reading(stamp, text, forms(text), generation);
        report(text);
        last = fresh;
        return fresh;
    }

    private static PasswordForms forms(UsersText text) {
        PasswordForms.Count count = new PasswordForms.Count();
        text.all().forEach(entry -> count.add(entry.hash()));
        return count.forms();
    }

    private void report(UsersText text) {
        log.info(LogLine.of("users file read").with("file", file).with("users", text.size()));
        for (UsersText.Problem problem : text.problems()) {
            log.warning(
                    LogLine.of("users file")
                            .with("line", file + ":" + problem.line())
                            .with("problem", problem.what()));
        }
    }
}
