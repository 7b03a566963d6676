package dmail.smtp.queuefile;

import dmail.common.io.Disk;
import dmail.smtp.message.Body;
import dmail.smtp.message.FileBody;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.queuefile.QueueFileParser.Head;
import dmail.smtp.queuefile.QueueFileParser.Remaining;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the envelope of a queue file, which may be damaged or foreign. */
final class QueueFileReader {
    /** A longer envelope would have more recipients than any limit allows. */
    private static final int LONGEST_HEAD = 32 << 20;

    /** Octets of the first read, of envelope and body; most files are no longer. */
    private static final int FIRST_READ = 8192;

    private static final byte[] FIRST_LINE =
            QueueFileForm.FIRST_LINE.getBytes(StandardCharsets.US_ASCII);

    private static final byte[] OLD_FIRST_LINE =
            QueueFileForm.OLD_FIRST_LINE.getBytes(StandardCharsets.US_ASCII);

    private static final String REGULAR = "isRegularFile";
    private static final String UID = "uid";

    private QueueFileReader() {}

    /**
     * {@return what a file is}
     *
     * @param owner the number of the user that it must belong to
     */
    static QueueFileReading read(Path file, Object owner, Disk disk) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(
                        file, "unix:" + REGULAR + "," + UID, LinkOption.NOFOLLOW_LINKS);
        if (!Boolean.TRUE.equals(found.get(REGULAR))) {
            return new QueueFileReading.Damaged("not a plain file");
        }
        if (!owner.equals(found.get(UID))) {
            return new QueueFileReading.Damaged("belongs to another user");
        }
        try (FileChannel channel = disk.open(file, Set.of(StandardOpenOption.READ))) {
            return read(file, channel);
        }
    }

    /**
     * By number: a name would be looked up in a data base, for each of a hundred thousand files.
     */
    static Object uid(Path file) throws IOException {
        return Files.getAttribute(file, "unix:" + UID, LinkOption.NOFOLLOW_LINKS);
    }

    private static QueueFileReading read(Path file, FileChannel channel) throws IOException {
        Optional<Start> found = startOf(channel);
        Optional<Head> parsed = found.flatMap(start -> QueueFileParser.read(start.head()));
        if (parsed.isEmpty()) {
            return new QueueFileReading.Damaged("no envelope of a known version");
        }
        Head head = parsed.get();
        if (!head.id().text().equals(file.getFileName().toString())) {
            return new QueueFileReading.Damaged("named other than its id");
        }
        Start start = found.get();
        if (channel.size() != start.length() + head.size()) {
            return new QueueFileReading.Damaged("body longer or shorter than its size");
        }
        return switch (head.remaining()) {
            case Remaining.Finished() -> new QueueFileReading.Finished();
            case Remaining.Waiting(var envelope, var due, var held, var recipients, var fields) ->
                    new QueueFileReading.Understood(
                            new QueuedMessage(
                                    envelope, due, held, recipients, start.body(file, head.size())),
                            fields);
        };
    }

    /**
     * The start of a file.
     *
     * @param head the lines before the first empty one
     * @param length octets of these and of the empty one
     * @param more some octets after it, or all
     */
    private record Start(List<Line> head, int length, ByteBuffer more) {
        /** {@return the body, in memory if it is there already} */
        Body body(Path file, long size) {
            return more.remaining() == size
                    ? new MemoryBody(List.of(more))
                    : new FileBody(file, length, size);
        }
    }

    /** A file that doesn't begin as ours do isn't read to its end, which may be far. */
    private static boolean isOurs(byte[] octets, int length) {
        return begins(octets, length, FIRST_LINE) || begins(octets, length, OLD_FIRST_LINE);
    }

    private static boolean begins(byte[] octets, int length, byte[] with) {
        int compared = Math.min(length, with.length);
        return Arrays.equals(octets, 0, compared, with, 0, compared);
    }

    private static Optional<Start> startOf(FileChannel channel) throws IOException {
        byte[] octets = new byte[FIRST_READ];
        int length = 0;
        int got = 0;
        while (got >= 0 && length < LONGEST_HEAD) {
            if (length == octets.length) {
                octets = Arrays.copyOf(octets, 2 * length);
            }
            got = channel.read(ByteBuffer.wrap(octets, length, octets.length - length));
            int searched = Math.max(1, length);
            length += Math.max(0, got);
            if (!isOurs(octets, length)) {
                return Optional.empty();
            }
            int end = endOfHead(octets, searched, length);
            if (end > 0) {
                ByteBuffer more = ByteBuffer.wrap(octets, end, length - end);
                return Optional.of(new Start(lines(octets, end), end, more));
            }
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
    private static List<Line> lines(byte[] head, int end) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < end - 1; i++) {
            if (head[i] == '\n') {
                String text = new String(head, start, i - start, StandardCharsets.UTF_8);
                lines.add(new Line(start, text));
                start = i + 1;
            }
        }
        return lines;
    }
}
