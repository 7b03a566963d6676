package dmail.common.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A log file that is rotated by size: {@code dsmtp.log} becomes {@code dsmtp.log.1}, that one
 * {@code dsmtp.log.2}, and so on; the oldest is deleted. A line is written whole or not at all,
 * even if the disk is full for a while.
 */
public final class LogFile implements LogOutput {
    private static final Set<StandardOpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

    private final Path path;
    private final long largest;
    private final int kept;
    private FileChannel channel;

    private LogFile(Path path, long largest, int kept, FileChannel channel) {
        this.path = path;
        this.largest = largest;
        this.kept = kept;
        this.channel = channel;
    }

    /**
     * Opens the file, which is created if needed.
     *
     * @param largest octets at which it is rotated
     * @param kept how many old files are kept, at least 0
     */
    public static LogFile open(Path path, long largest, int kept) throws IOException {
        return new LogFile(path, largest, kept, openChannel(path));
    }

    private static FileChannel openChannel(Path path) throws IOException {
        var groupMayRead =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
        if (isPipe(path)) {
            throw new FileSystemException(String.valueOf(path), null, "not a plain file");
        }
        return FileChannel.open(path, APPENDING, groupMayRead);
    }

    /** Opening a FIFO blocks until somebody reads it. Devices such as the null device are fine. */
    private static boolean isPipe(Path path) throws IOException {
        return Files.exists(path)
                && Files.readAttributes(path, BasicFileAttributes.class).isOther()
                && !path.toRealPath().startsWith("/dev");
    }

    @Override
    public void write(byte[] lines) throws IOException {
        long end = channel.size();
        if (end > 0 && end + lines.length > largest) {
            turnOver();
            end = channel.size();
        }
        append(lines, end);
    }

    private void append(byte[] lines, long end) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(lines);
        try {
            while (rest.hasRemaining()) {
                channel.write(rest, end + rest.position());
            }
        } catch (IOException e) {
            // On a full disk only part of a line may be written; it is cut off, so that it doesn't
            // spoil the next line.
            channel.truncate(end);
            throw e;
        }
    }

    private void turnOver() throws IOException {
        if (kept == 0) {
            channel.truncate(0);
            return;
        }
        for (int age = kept; age > 1; age--) {
            move(old(age - 1), old(age));
        }
        move(path, old(1));
        FileChannel next = openChannel(path);
        channel.close();
        channel = next;
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path old(int age) {
        return path.resolveSibling(path.getFileName() + "." + age);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
