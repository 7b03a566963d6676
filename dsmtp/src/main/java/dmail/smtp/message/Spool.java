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
 * Where incoming bodies are stored: in memory while they are small and memory is free, else each in
 * a file named after the message.
 */
public final class Spool {
    private final Path folder;
    private final QueueIds ids;
    private final MemorySource memory;
    private final Set<QueueId> unclaimed = ConcurrentHashMap.newKeySet();

    /**
     * Makes a spool in a folder that exists.
     *
     * @param memory where our own messages take memory from, if there is plenty
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
     * @param source where it takes memory from, if there is plenty
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

    /** The message was accepted: closing the sink keeps its file. */
    public void claim(QueueId id) {
        unclaimed.remove(id);
    }

    /** The sink is closed: removes the file unless the message was accepted. */
    void abandon(QueueId id) {
        if (unclaimed.remove(id)) {
            remove(id);
        }
    }

    /** Removes a file that isn't needed any more; if that fails, the next start removes it. */
    public void remove(QueueId id) {
        try {
            Files.deleteIfExists(folder.resolve(id.text()));
        } catch (IOException atTheNextStart) {
            return;
        }
    }

    /**
     * Removes files of an earlier run that no message needs.
     *
     * @param needed the messages in the journal
     * @param stuck gets those that can't be removed
     * @return how many were removed
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
