package dmail.smtp.message;

import dmail.common.memory.MemorySource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where bodies grow: in memory while they are small and memory is there, else in a file each, named
 * after the message.
 */
public final class Spool {
    private final Path folder;
    private final QueueIds ids;
    private final MemorySource memory;
    private final Set<QueueId> unclaimed = ConcurrentHashMap.newKeySet();

    /**
     * Makes a spool in a folder that exists.
     *
     * @param memory where bodies that are no session's take memory from, as long as there is plenty
     */
    public Spool(Path folder, QueueIds ids, MemorySource memory) {
        this.folder = folder;
        this.ids = ids;
        this.memory = memory;
    }

    /** {@return a sink for a new message of our own} */
    public BodySink newBody() {
        return newBody(memory);
    }

    /**
     * {@return a sink for a new message}
     *
     * @param source what it takes memory from, as long as there is plenty
     */
    public BodySink newBody(MemorySource source) {
        return new SpillingSink(ids.next(), this, source);
    }

    Path beginFile(QueueId id) {
        unclaimed.add(id);
        return folder.resolve(id.text());
    }

    Path folder() {
        return folder;
    }

    /** The message was accepted: its file stays when the sink is closed. */
    public void claim(QueueId id) {
        unclaimed.remove(id);
    }

    /** The session has gone: removes the file unless the message was accepted. */
    void abandon(QueueId id) {
        if (unclaimed.remove(id)) {
            remove(id);
        }
    }

    /** Removes a file that nothing needs any more; one that resists goes at the next start. */
    public void remove(QueueId id) {
        try {
            Files.deleteIfExists(folder.resolve(id.text()));
        } catch (IOException atTheNextStart) {
            return;
        }
    }

    /**
     * Removes what sessions that ended with an earlier run left behind.
     *
     * @param needed the messages in the journal
     * @param stuck is handed what can't be removed
     * @return how many files went
     */
    public int removeAllBut(Set<QueueId> needed, Consumer<Path> stuck) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (QueueId.parse(file.getFileName().toString())
                        .filter(id -> !needed.contains(id))
                        .isPresent()) {
                    try {
                        Files.deleteIfExists(file);
                        removed++;
                    } catch (IOException noFileOfOurs) {
                        stuck.accept(file);
                    }
                }
            }
        }
        return removed;
    }
}
