package dmail.smtp.queue;

import dmail.common.io.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The folder of messages that wait for another attempt: one plain file each, named by its id. */
public final class QueueDirectory {
    /** A temporary file is never a message: whatever was to be in it is still where it was. */
    private static final String TEMPORARY = ".new-";

    /** Envelopes of this size have more recipients than any limit allows. */
    private static final int LONGEST_HEAD = 32 << 20;

    private static final int BUFFER = 64 * 1024;

    private final Path folder;

    /** The messages in this folder, which exists. */
    public QueueDirectory(Path folder) {
        this.folder = folder;
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
            DurableFiles.moveIntoPlace(temporary, place(id));
        } catch (IOException failure) {
            throw FreeSpace.explain(failure, folder, message.body().length());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(QueuedMessage message, Path to) throws IOException {
        try (FileChannel file =
                        FileChannel.open(
                                to,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE);
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

    /** Removes a message that needs no other attempt. */
    public void remove(QueueId id) throws IOException {
        Files.deleteIfExists(place(id));
    }

    /** {@return the message of that id, or empty when an administrator took it away} */
    public Optional<QueueFileReading> load(QueueId id) throws IOException {
        try {
            return Optional.of(read(place(id)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Removes what an earlier run did not finish; called before anything is stored. */
    public void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, TEMPORARY + "*")) {
            for (Path file : files) {
                Files.delete(file);
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
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(file.toString());
            }
            return new QueueFileReading.Damaged("not a plain file");
        }
        if (!uid(file).equals(uid(folder))) {
            return new QueueFileReading.Damaged("belongs to another user");
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return read(file, channel);
        }
    }

    /**
     * By number: a name would be asked for in a data base, for each of a hundred thousand files.
     */
    private static Object uid(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static QueueFileReading read(Path file, FileChannel channel) throws IOException {
        Optional<byte[]> head = headOf(channel);
        Optional<QueueFileForm.Head> parsed = head.flatMap(h -> QueueFileForm.read(lines(h)));
        if (parsed.isEmpty()) {
            return new QueueFileReading.Damaged("no envelope of a known version");
        }
        QueueFileForm.Head found = parsed.get();
        if (!found.envelope().id().text().equals(file.getFileName().toString())) {
            return new QueueFileReading.Damaged("named other than its id");
        }
        long start = head.get().length;
        if (channel.size() != start + found.size()) {
            return new QueueFileReading.Damaged("body longer or shorter than its size");
        }
        return new QueueFileReading.Understood(
                new QueuedMessage(
                        found.envelope(),
                        found.due(),
                        found.recipients(),
                        new FileBody(file, start, found.size())));
    }

    /** {@return the octets up to and with the first empty line} */
    private static Optional<byte[]> headOf(FileChannel channel) throws IOException {
        byte[] octets = new byte[4096];
        int length = 0;
        int got = 0;
        while (got >= 0 && length < LONGEST_HEAD) {
            if (length == octets.length) {
                octets = Arrays.copyOf(octets, 2 * length);
            }
            got = channel.read(ByteBuffer.wrap(octets, length, octets.length - length));
            int end = endOfHead(octets, Math.max(1, length), length + Math.max(0, got));
            if (end > 0) {
                return Optional.of(Arrays.copyOf(octets, end));
            }
            length += Math.max(0, got);
        }
        return Optional.empty();
    }

    private static int endOfHead(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == '\n' && octets[i - 1] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static List<String> lines(byte[] head) {
        String text = new String(head, 0, head.length - 2, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        lines.add(text.substring(start));
        return lines;
    }
}
