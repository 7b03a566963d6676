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

/** The folder of messages that wait for another attempt: one plain file each, named by its id. */
public final class QueueDirectory {
    /** A temporary file is never a message: whatever was to be in it is still where it was. */
    private static final String TEMPORARY = ".new-";

    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final Disk disk;

    /** Whose folder it is, once that was asked. */
    private volatile @Nullable Object owner;

    /** The messages in this folder, which exists. */
    public QueueDirectory(Path folder) {
        this(folder, new SystemDisk());
    }

    /**
     * The same on some disk.
     *
     * @param disk what opens and changes the files
     */
    public QueueDirectory(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** {@return whether there is a message, or what should be one, of that name} */
    public boolean has(QueueId id) {
        return Files.exists(place(id), LinkOption.NOFOLLOW_LINKS);
    }

    /** {@return where the message of that id lies} */
    public Path place(QueueId id) {
        return folder.resolve(id.text());
    }

    /**
     * Writes a message, in place of the same message as it was before, if it was there. When this
     * returns it survives loss of power; when it fails nothing has changed.
     */
    public void store(QueuedMessage message) throws IOException {
        QueueId id = message.envelope().id();
        Path temporary = folder.resolve(TEMPORARY + id);
        try {
            write(message, temporary);
            disk.rename(temporary, place(id));
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

    /** Removes the file of a message that needs no other attempt. */
    public void remove(Path file) throws IOException {
        disk.delete(file);
    }

    /**
     * Removes what an earlier run did not finish; called before anything is stored.
     *
     * @param stuck is handed what can't be removed
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

    /** Goes through all files, in no order. */
    public void forEach(Consumer<Path> consumer) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(TEMPORARY)) {
                    consumer.accept(file);
                }
            }
        }
    }

    /** {@return what a file in the folder is; only its envelope is read} */
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
                disk.open(place(id), Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)));
    }

    /**
     * Notes that recipients, by their places in the message that was read, need no other attempt.
     * The note survives the end of this program, but perhaps not loss of power.
     */
    public void done(QueueId id, InPlaceFields marks, Collection<Integer> recipientIndexes)
            throws IOException {
        try (LineEditor editor = edit(id)) {
            for (int recipient : recipientIndexes) {
                editor.replace(marks.recipients().get(recipient).done(), QueueFileForm.DONE);
            }
        }
    }

    /**
     * Notes another attempt after which nothing else has changed; as {@link #done}.
     *
     * @param attempts how many failed so far, by the recipient's place
     */
    public void postpone(
            QueueId id, InPlaceFields marks, Instant due, Map<Integer, Integer> attempts)
            throws IOException {
        try (LineEditor editor = edit(id)) {
            editor.replace(marks.due(), QueueFileForm.due(due));
            for (Map.Entry<Integer, Integer> entry : attempts.entrySet()) {
                Line line = marks.recipients().get(entry.getKey()).attempts();
                editor.replace(line, QueueFileForm.attempts(entry.getValue()));
            }
        }
    }

    /** Notes that a message waits for the administrator, or no longer does; survives all. */
    public void hold(QueueId id, InPlaceFields marks, boolean held) throws IOException {
        try (LineEditor editor = edit(id)) {
            editor.replace(marks.held(), QueueFileForm.held(held));
            editor.sync();
        }
    }
}
