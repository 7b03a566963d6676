package dmail.smtp.queuefile;

import dmail.common.io.Disk;
import dmail.common.io.SystemDisk;
import dmail.smtp.message.FreeSpace;
import dmail.smtp.message.QueueId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The folder of deferred messages: one plain file each, named by its id. */
public final class QueueDirectory {
    /** A temporary file is never a message: its content is still where it came from. */
    private static final String TEMPORARY = ".new-";

    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final Disk disk;

    /** The folder's owner, once it was looked up. */
    private volatile @Nullable Object owner;

    /** The messages in this folder, which exists. */
    public QueueDirectory(Path folder) {
        this(folder, new SystemDisk());
    }

    /**
     * The same with a given disk.
     *
     * @param disk opens and changes the files
     */
    public QueueDirectory(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** {@return whether there is a file of that name} */
    public boolean has(QueueId id) {
        return Files.exists(file(id), LinkOption.NOFOLLOW_LINKS);
    }

    /** {@return the path of that message's file} */
    public Path file(QueueId id) {
        return folder.resolve(id.text());
    }

    /**
     * Stores a message, or replaces its earlier version. Durable on return; when it fails nothing
     * has changed.
     */
    public void store(QueuedMessage message) throws IOException {
        QueueId id = message.envelope().id();
        Path temporary = folder.resolve(TEMPORARY + id);
        try {
            write(message, temporary);
            disk.rename(temporary, file(id));
            disk.syncFolder(folder);
        } catch (IOException failure) {
            throw FreeSpace.explain(failure, folder, message.body().length());
        } finally {
            disk.delete(temporary);
        }
    }

    private void write(QueuedMessage message, Path to) throws IOException {
        try (FileChannel file =
                        disk.open(
                                to,
                                Set.of(
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.TRUNCATE_EXISTING,
                                        StandardOpenOption.WRITE));
                ReadableByteChannel body = Channels.newChannel(message.body().open())) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            writeAll(file, ByteBuffer.wrap(utf8(QueueFileForm.write(message))));
            while (body.read(buffer) >= 0) {
                writeAll(file, buffer.flip());
                buffer.clear();
            }
            file.force(false);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void writeAll(FileChannel file, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            file.write(octets);
        }
    }

    /** Removes the file of a message that is done. */
    public void remove(Path file) throws IOException {
        disk.delete(file);
    }

    /**
     * Removes the temporary files of an earlier run; called before anything is stored.
     *
     * @param stuck gets those that can't be removed
     */
    public void removeUnfinished(Consumer<Path> stuck) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, TEMPORARY + "*")) {
            for (Path file : files) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException noFileOfOurs) {
                    stuck.accept(file);
                }
            }
        }
    }

    /** Lists all files, in no order. */
    public void forEach(Consumer<Path> consumer) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(TEMPORARY)) {
                    consumer.accept(file);
                }
            }
        }
    }

    /** {@return what a file in the folder contains; only its envelope is read} */
    public QueueFileReading read(Path file) throws IOException {
        Object known = owner;
        if (known == null) {
            known = QueueFileReader.uid(folder);
            owner = known;
        }
        return QueueFileReader.read(file, known, disk);
    }

    private LineEditor edit(QueueId id) throws IOException {
        return new LineEditor(
                disk.open(file(id), Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)));
    }

    /**
     * Marks recipients as done, by index in the message that was read. The mark survives the end of
     * this program, but perhaps not a loss of power.
     */
    public void done(QueueId id, InPlaceFields fields, Collection<Integer> recipientIndexes)
            throws IOException {
        try (LineEditor editor = edit(id)) {
            for (int recipient : recipientIndexes) {
                editor.replace(fields.recipients().get(recipient).done(), QueueFileForm.DONE);
            }
        }
    }

    /**
     * Records another attempt after which nothing else has changed; as durable as {@link #done}.
     *
     * @param attempts how many failed so far, by the recipient's index
     */
    public void postpone(
            QueueId id, InPlaceFields fields, Instant due, Map<Integer, Integer> attempts)
            throws IOException {
        try (LineEditor editor = edit(id)) {
            editor.replace(fields.due(), QueueFileForm.due(due));
            for (Map.Entry<Integer, Integer> entry : attempts.entrySet()) {
                Line line = fields.recipients().get(entry.getKey()).attempts();
                editor.replace(line, QueueFileForm.attempts(entry.getValue()));
            }
        }
    }

    /** Records that a message is held, or released; durable on return. */
    public void hold(QueueId id, InPlaceFields fields, boolean held) throws IOException {
        try (LineEditor editor = edit(id)) {
            editor.replace(fields.held(), QueueFileForm.held(held));
            editor.sync();
        }
    }
}
