package dmail.common.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/**
 * A lock that one process has, for instance on a work folder. It is an fcntl lock, which the kernel
 * releases when the process ends for whatever reason; so a file that is left over doesn't matter.
 */
public final class ProcessLock implements Closeable {
    private static final int LONGEST_NOTE = 200;

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The outcome of an attempt. */
    public sealed interface Attempt {
        record Held(ProcessLock lock) implements Attempt {}

        /**
         * Another process has it.
         *
         * @param holder the note of that process, one printable line
         */
        record Taken(String holder) implements Attempt {}
    }

    /**
     * Tries to take the lock, without waiting.
     *
     * @param file created if missing, removed when the lock is closed
     * @param note about this process, for others to read
     * @throws IOException when the file can't be created or opened
     */
    public static Attempt tryLock(Path file, String note) throws IOException {
        while (true) {
            Optional<Attempt> attempt = tryOnce(file, note);
            if (attempt.isPresent()) {
                return attempt.get();
            }
        }
    }

    /** Empty when a holder that was ending has removed the file after it was opened: try again. */
    private static Optional<Attempt> tryOnce(Path file, String note) throws IOException {
        makeIfMissing(file);
        try {
            Object seen = identity(file);
            FileChannel channel = open(file);
            return tryOnce(channel, file, seen, note);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static void makeIfMissing(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException _) {
            // The file exists; whether it is in use, the lock tells.
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
    }

    private static Optional<Attempt> tryOnce(
            FileChannel channel, Path file, Object seen, String note) throws IOException {
        boolean kept = false;
        try {
            if (!lock(channel)) {
                return Optional.of(new Attempt.Taken(noteIn(channel)));
            }
            kept = identity(file).equals(seen);
            if (!kept) {
                return Optional.empty();
            }
            write(channel, note);
            return Optional.of(new Attempt.Held(new ProcessLock(file, channel)));
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    /**
     * The attributes are read by name: opening and closing the file again would drop the lock
     * (POSIX).
     */
    private static Object identity(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return String.valueOf(attributes.fileKey());
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static void write(FileChannel channel, String note) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((note + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String noteIn(FileChannel channel) throws IOException {
        ByteBuffer note = ByteBuffer.allocate(LONGEST_NOTE);
        channel.read(note, 0);
        String text = StandardCharsets.US_ASCII.decode(note.flip()).toString();
        return text.strip().replaceAll("[^ -~]", "?");
    }

    /** Releases the lock and removes its file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
