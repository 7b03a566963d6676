package dmail.common.login.pace;

import dmail.common.login.LoginEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The events of one server, a line for each: {@code login-pace.dpop} or {@code login-pace.dsmtp} in
 * the work folder, and the file before it. The first line is the file's own, drawn at random. One
 * server writes, all read; who reads goes on where it stopped. It isn't synced, since what it tells
 * is soon forgotten anyway. Not thread-safe.
 */
final class LoginEventFile {
    /** At this size the file becomes the one before, in the place of that. */
    static final long ROTATED_AT = 1L << 20;

    private static final int HEADER = 17;
    private static final Set<OpenOption> APPEND =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND,
                    LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final Path older;
    private final RandomGenerator random;

    /** The first line of the file that was read, and where the next line of it begins. */
    private String read = "";

    private long upTo = HEADER;

    LoginEventFile(Path file, RandomGenerator random) {
        this.file = file;
        this.older = file.resolveSibling(file.getFileName() + ".1");
        this.random = random;
    }

    void append(LoginEvent event) throws IOException {
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(file, APPEND, mode)) {
            long size = channel.size();
            write(channel, (size == 0 ? header() : "") + event.line() + "\n");
            if (size >= ROTATED_AT) {
                Files.move(file, older, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private String header() {
        return HexFormat.of().toHexDigits(random.nextLong()) + "\n";
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer octets = StandardCharsets.US_ASCII.encode(text);
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    /** {@return what has been appended since the last time; at first, all that is there} */
    List<LoginEvent> read() throws IOException {
        List<LoginEvent> events = new ArrayList<>();
        try (FileChannel channel = open(file)) {
            String first = header(channel);
            if (first.length() < HEADER) {
                return events;
            }
            if (!first.equals(read)) {
                readRestOfOlder(events);
                read = first;
                upTo = HEADER;
            }
            upTo = readFrom(channel, upTo, events);
        } catch (NoSuchFileException _) {
            // It has just been put aside, or nobody has failed yet.
            readRestOfOlder(events);
        }
        return events;
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private static String header(FileChannel channel) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(HEADER);
        fill(octets, channel, 0);
        return new String(octets.array(), 0, octets.position(), StandardCharsets.ISO_8859_1);
    }

    private void readRestOfOlder(List<LoginEvent> events) throws IOException {
        try (FileChannel channel = open(older)) {
            String first = header(channel);
            long start = first.equals(read) ? upTo : HEADER;
            read = first;
            upTo = readFrom(channel, start, events);
        } catch (NoSuchFileException _) {
            // The file has never been long.
        }
    }

    /** {@return where the last whole line ends} */
    private static long readFrom(FileChannel channel, long from, List<LoginEvent> events)
            throws IOException {
        long size = channel.size();
        // Of a file that has grown beyond all measure by another's hand the end is enough.
        long start = Math.max(Math.min(from, size), size - 2 * ROTATED_AT);
        ByteBuffer octets = ByteBuffer.allocate((int) (size - start));
        fill(octets, channel, start);
        String text = new String(octets.array(), 0, octets.position(), StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n') + 1;
        text.substring(0, end)
                .lines()
                .forEach(line -> LoginEvent.parse(line).ifPresent(events::add));
        return start + end;
    }

    private static void fill(ByteBuffer octets, FileChannel channel, long start)
            throws IOException {
        long at = start;
        while (octets.hasRemaining()) {
            int got = channel.read(octets, at);
            if (got < 0) {
                return;
            }
            at += got;
        }
    }
}
