package dmail.smtp.archive;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The archive, if there is one by the current settings. Each message is archived before the queue
 * accepts it. If the queue refuses it the copy is removed, unless the server dies in between.
 */
public final class CurrentArchive {
    private final Supplier<Optional<Path>> root;
    private final ZoneId zone;
    private final Log log;

    /**
     * @param root where copies are kept, by the current settings; empty without an archive
     * @param zone in which days begin
     */
    public CurrentArchive(Supplier<Optional<Path>> root, ZoneId zone, Log log) {
        this.root = root;
        this.zone = zone;
        this.log = log;
    }

    /**
     * Writes a copy; when this returns it survives loss of power.
     *
     * @return the copy, empty without an archive
     * @throws IOException when it can't be written; the message must be refused
     */
    public Optional<Path> keep(Envelope envelope, Body body) throws IOException {
        Optional<Path> folder = root.get();
        return folder.isPresent()
                ? Optional.of(keep(new Archive(folder.get(), zone), envelope, body))
                : Optional.empty();
    }

    private Path keep(Archive archive, Envelope envelope, Body body) throws IOException {
        try {
            return archive.keep(envelope, body);
        } catch (IOException e) {
            log.error(
                    LogLine.of(envelope.id().text(), "archive failed")
                            .with("folder", archive.root())
                            .with("reason", e));
            throw e;
        }
    }

    /** Removes the copy of a message that the queue has refused. */
    public void remove(Path copy) throws IOException {
        Files.deleteIfExists(copy);
    }
}
