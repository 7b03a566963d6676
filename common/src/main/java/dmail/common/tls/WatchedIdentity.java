package dmail.common.tls;

import dmail.common.io.FileStamp;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An identity, and its files as they were when they were last read. Immutable.
 *
 * @param stamps empty for a file that can't be looked at
 */
record WatchedIdentity(TlsFiles files, ServerIdentity identity, List<Optional<FileStamp>> stamps) {

    /**
     * {@return the stamps of files; to be taken before they are read, so that no change is lost}
     */
    static List<Optional<FileStamp>> stampsOf(TlsFiles files) {
        List<Optional<FileStamp>> stamps = new ArrayList<>();
        for (Path file : files.all()) {
            stamps.add(stamp(file));
        }
        return stamps;
    }

    private static Optional<FileStamp> stamp(Path file) {
        try {
            return Optional.of(FileStamp.of(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * {@return this, read again if a file has changed} New files that are no good are logged once,
     * and the identity stays.
     */
    WatchedIdentity latest(Log log) {
        List<Optional<FileStamp>> now = stampsOf(files);
        if (now.equals(stamps)) {
            return this;
        }
        return switch (files.read()) {
            case TlsFiles.Reading.Good(var fresh) -> {
                log.info(LogLine.of("certificate replaced").with("file", files.certificate()));
                yield new WatchedIdentity(files, fresh, now);
            }
            case TlsFiles.Reading.Bad(_, var why) -> {
                log.error(
                        LogLine.of("certificate not replaced")
                                .with("file", files.certificate())
                                .with("reason", why));
                yield new WatchedIdentity(files, identity, now);
            }
        };
    }
}
