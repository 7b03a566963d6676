package dmail.smtp.queue;

import dmail.smtp.queue.QueueFileParser.Head;
import dmail.smtp.queue.QueueFileParser.Rest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the envelope of a queue file, which may be anything. */
final class QueueFileReader {
    /** Envelopes of this size have more recipients than any limit allows. */
    private static final int LONGEST_HEAD = 32 << 20;

    private static final int FIRST_READ = 4096;

    private QueueFileReader() {}

    /** {@return what a file in a folder is} */
    static QueueFileReading read(Path file, Path folder) throws IOException {
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
        Optional<byte[]> octets = headOf(channel);
        Optional<Head> parsed = octets.flatMap(head -> QueueFileParser.read(lines(head)));
        if (parsed.isEmpty()) {
            return new QueueFileReading.Damaged("no envelope of a known version");
        }
        Head head = parsed.get();
        if (!head.id().text().equals(file.getFileName().toString())) {
            return new QueueFileReading.Damaged("named other than its id");
        }
        long start = octets.get().length;
        if (channel.size() != start + head.size()) {
            return new QueueFileReading.Damaged("body longer or shorter than its size");
        }
        return switch (head.rest()) {
            case Rest.Nobody() -> new QueueFileReading.Finished();
            case Rest.Waiting(var envelope, var due, var standing, var recipients, var marks) ->
                    new QueueFileReading.Understood(
                            new QueuedMessage(
                                    envelope,
                                    due,
                                    standing,
                                    recipients,
                                    new FileBody(file, start, head.size())),
                            marks);
        };
    }

    /** {@return the octets up to and with the first empty line} */
    private static Optional<byte[]> headOf(FileChannel channel) throws IOException {
        byte[] octets = new byte[FIRST_READ];
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

    /** {@return the lines before the empty one} */
    private static List<Line> lines(byte[] head) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < head.length - 1; i++) {
            if (head[i] == '\n') {
                String text = new String(head, start, i - start, StandardCharsets.UTF_8);
                lines.add(new Line(start, text));
                start = i + 1;
            }
        }
        return lines;
    }
}
