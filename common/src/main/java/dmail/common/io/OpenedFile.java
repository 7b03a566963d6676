package dmail.common.io;

import dmail.common.system.ErrorNumberException;
import dmail.common.system.NonBlockingOpen;
import dmail.common.system.NonBlockingOpen.Access;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A regular file, opened where others may have put anything: a FIFO, a device, a link, or another
 * file just now. Opening never blocks, and its type is asked of the descriptor, not of the name
 * before.
 *
 * <p>Where open(2) isn't available (another system than 64-bit Linux, no /proc, a file system of
 * Java's), the name is checked before and after instead: someone who replaces the file in between
 * may make the opening block, but not pass another file.
 *
 * @param state at the time it was opened
 */
public record OpenedFile(FileChannel channel, FileState state) implements Closeable {
    private static final FileSystem REAL = FileSystems.getDefault();
    private static final Optional<NonBlockingOpen> CALL = NonBlockingOpen.find(REAL.getPath("/"));

    /**
     * Opens a file for reading; a symbolic link is refused.
     *
     * @throws NotRegularFileException when it isn't a regular file
     * @throws LeasedFileException when a program has a lease on it
     */
    public static OpenedFile toRead(Path file) throws IOException {
        return open(file, Access.READ);
    }

    /** The same, but follows links; for files that only an administrator can replace. */
    public static OpenedFile toReadBehindLinks(Path file) throws IOException {
        return open(file, Access.READ_BEHIND_LINKS);
    }

    /** Opens a file for reading and writing; a symbolic link is refused. */
    public static OpenedFile toUpdate(Path file) throws IOException {
        return open(file, Access.UPDATE);
    }

    private static OpenedFile open(Path file, Access access) throws IOException {
        return CALL.isPresent() && file.getFileSystem().equals(REAL)
                ? byDescriptor(CALL.get(), file, access)
                : byName(file, access);
    }

    /** The descriptor's name in /proc opens the same file again, wherever that is now. */
    private static OpenedFile byDescriptor(NonBlockingOpen call, Path file, Access access)
            throws IOException {
        int descriptor = descriptor(call, file, access);
        try {
            Path name = REAL.getPath("/proc/self/fd/" + descriptor);
            FileState state = regular(file, FileState.behind(name));
            return new OpenedFile(FileChannel.open(name, options(access)), state);
        } finally {
            call.close(descriptor);
        }
    }

    private static int descriptor(NonBlockingOpen call, Path file, Access access)
            throws IOException {
        try {
            return call.open(file, access);
        } catch (ErrorNumberException e) {
            throw OpenErrors.of(file, e);
        }
    }

    static OpenedFile byName(Path file, Access access) throws IOException {
        FileState before = regular(file, look(file, access));
        Set<OpenOption> options = new HashSet<>(options(access));
        if (access != Access.READ_BEHIND_LINKS) {
            options.add(LinkOption.NOFOLLOW_LINKS);
        }
        FileChannel channel = FileChannel.open(file, options);
        boolean same = false;
        try {
            same = look(file, access).isSameFileAs(before);
        } finally {
            if (!same) {
                channel.close();
            }
        }
        if (!same) {
            throw new NotRegularFileException(file.toString(), "was exchanged while it was opened");
        }
        return new OpenedFile(channel, before);
    }

    private static FileState look(Path file, Access access) throws IOException {
        return access == Access.READ_BEHIND_LINKS
                ? FileState.behind(file)
                : FileState.of(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
    }

    private static FileState regular(Path file, FileState state) throws IOException {
        if (!state.regular()) {
            throw new NotRegularFileException(file.toString(), "is not a regular file");
        }
        return state;
    }

    private static Set<StandardOpenOption> options(Access access) {
        return access == Access.UPDATE
                ? EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
                : EnumSet.of(StandardOpenOption.READ);
    }

    /** Reads the file from its beginning to the end, but at most this many octets. */
    public byte[] octets(int most) throws IOException {
        return Channels.newInputStream(channel).readNBytes(most);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
