package dmail.smtp.archive;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.memory.MemorySource;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MailQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Archives each message before it hands it to the queue. When the queue refuses the message the
 * copy is removed, unless the server dies in between.
 */
public final class ArchivingQueue implements MailQueue {
    private final MailQueue queue;
    private final Supplier<Optional<Path>> root;
    private final ZoneId zone;
    private final Log log;

    /**
     * @param root where copies are kept, by the current settings; empty without an archive
     * @param zone in which days begin
     */
    public ArchivingQueue(MailQueue queue, Supplier<Optional<Path>> root, ZoneId zone, Log log) {
        this.queue = queue;
        this.root = root;
        this.zone = zone;
        this.log = log;
    }

    @Override
    public BodySink newBody(MemorySource session) {
        return queue.newBody(session);
    }

    @Override
    public BodySink newBody() {
        return queue.newBody();
    }

    @Override
    public void accept(Envelope envelope, Body body) throws IOException {
        Optional<Path> folder = root.get();
        if (folder.isEmpty()) {
            queue.accept(envelope, body);
            return;
        }
        Path copy = keep(new Archive(folder.get(), zone), envelope, body);
        try {
            queue.accept(envelope, body);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
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
}
