package dmail.common.dropfile;

import dmail.common.io.FileState;
import dmail.common.io.LeasedFileException;
import dmail.common.io.OpenedFile;
import dmail.common.io.Owner;
import dmail.common.io.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Opens a drop file, takes its fcntl lock, and makes sure that the path still leads to the locked
 * file. The path is checked before, since opening and closing would drop locks, and again after.
 */
final class DropFileOpener {
    private static final Set<OpenOption> EXISTING =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final BooleanSupplier fcntl;
    private final RecentFolders<Boolean> openToAll = new RecentFolders<>(System::nanoTime);

    /**
     * @param fcntl whether to take the fcntl lock, asked each time
     */
    DropFileOpener(BooleanSupplier fcntl) {
        this.fcntl = fcntl;
    }

    /** The outcome. */
    sealed interface Opening {}

    record Opened(FileChannel channel) implements Opening {}

    record Held(String why) implements Opening {}

    record Refused(String why) implements Opening {}

    /**
     * Tries once.
     *
     * @param server the user that this server runs as, who may own any drop file
     */
    Opening open(Path dropFile, Owner owner, int server) throws IOException {
        FileState before = presentOrMade(dropFile, owner, server);
        Optional<String> problem = trouble(dropFile, before, owner, server);
        if (problem.isPresent()) {
            return new Refused(problem.get());
        }
        try {
            return openLocked(dropFile, before, server)
                    .<Opening>map(Opened::new)
                    .orElseGet(() -> new Held(dropFile + ": another program holds its fcntl lock"));
        } catch (LeasedFileException e) {
            return new Held(Reason.of(e));
        }
    }

    private static FileState presentOrMade(Path dropFile, Owner owner, int server)
            throws IOException {
        Optional<FileState> present = FileState.of(dropFile);
        if (present.isEmpty()) {
            DropFileMaker.make(dropFile, owner);
        } else if (mayBeHalfMade(present.get(), server)) {
            DropFileMaker.finish(dropFile, owner, present.get());
        } else {
            return present.get();
        }
        return FileState.of(dropFile)
                .orElseThrow(() -> new NoSuchFileException(dropFile.toString()));
    }

    /**
     * An empty file of the server's: a crash may have come before its owner was set or its name was
     * durable.
     */
    private static boolean mayBeHalfMade(FileState state, int server) {
        return state.regular() && state.links() == 1 && state.size() == 0 && state.uid() == server;
    }

    private static Optional<String> trouble(
            Path dropFile, FileState state, Owner owner, int server) {
        boolean strangers =
                owner.uid() != Owner.SERVER.uid()
                        && state.uid() != owner.uid()
                        && state.uid() != server;
        return state.trouble(dropFile)
                .or(() ->
                        strangers
                                ? Optional.of(
                                        "%s: belongs to user %d, not to %d"
                                                .formatted(dropFile, state.uid(), owner.uid()))
                                : Optional.empty());
    }

    /** {@return the channel, or empty when another program has locked or replaced the file} */
    private Optional<FileChannel> openLocked(Path dropFile, FileState before, int server)
            throws IOException {
        FileChannel channel = open(dropFile, before, server);
        boolean kept = false;
        try {
            kept = locked(channel) && isStill(dropFile, before);
            return kept ? Optional.of(channel) : Optional.empty();
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    /**
     * If others can't write to the folder, the server's own file can't have been replaced since it
     * was looked at. Then the plain open will do, which takes a third of the time.
     */
    private FileChannel open(Path dropFile, FileState before, int server) throws IOException {
        Path folder = Objects.requireNonNull(dropFile.getParent());
        return before.uid() == server && !openToAll.ask(folder, DropFileOpener::isOpenToAll)
                ? FileChannel.open(dropFile, EXISTING)
                : OpenedFile.toUpdate(dropFile).channel();
    }

    private static boolean isOpenToAll(Path folder) throws IOException {
        return (FileState.behind(folder).mode() & FileState.OTHERS_WRITE) != 0;
    }

    private boolean locked(FileChannel channel) throws IOException {
        try {
            return !fcntl.getAsBoolean() || channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static boolean isStill(Path dropFile, FileState before) throws IOException {
        return FileState.of(dropFile)
                .filter(now -> now.isSameFileAs(before) && now.trouble(dropFile).isEmpty())
                .isPresent();
    }
}
