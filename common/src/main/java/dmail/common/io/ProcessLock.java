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
 * The right of one process to something, such as a work folder. The kernel holds the lock (fcntl)
 * and gives it up when the process ends, however that comes about: a file that is left over means
 * nothing.
 */
public final class ProcessLock implements Closeable {
    private static final int LONGEST_NOTE = 200;

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** What came of an attempt. */
    public sealed interface Attempt {
        record Held(ProcessLock lock) implements Attempt {}

        /**
         * Another process has it.
         *
         * @param holder what that process noted about itself, in one printable line
         */
        record Taken(String holder) implements Attempt {}
    }

    /**
     * Tries to take the lock, without waiting.
     *
     * @param file made if missing, removed when the lock is closed
     * @param note who we are, for others to read
     * @throws IOException when the file can't be made or opened
     */
    public static Attempt tryLock(Path file, String note) throws IOException {
        while (true) {
            Optional<Attempt> attempt = tryOnce(file, note);
            if (attempt.isPresent()) {
                return attempt.get();
            }
        }
    }

    /** Empty when a holder that was ending removed the file under our hands. */
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
            // Left over, or held: the lock tells.
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

    /** Never by opening the file once more: closing that would give up our lock (POSIX). */
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

    /** Gives the lock up and removes its file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
