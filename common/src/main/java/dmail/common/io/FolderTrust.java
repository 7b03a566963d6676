package dmail.common.io;

import dmail.common.system.EffectiveUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether another user could replace a folder while root writes below it. A server that isn't root
 * has no rights that such a user could exploit, and isn't restricted.
 */
public final class FolderTrust {
    private static final int ROOT = 0;
    private static final int STICKY = 01000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;
    private static final int KIND = 0170000;
    private static final int MOST_LINKS = 40;

    private final boolean root;

    /**
     * @param uid the user the server runs as, if known
     */
    public FolderTrust(OptionalInt uid) {
        this.root = uid.isPresent() && uid.getAsInt() == ROOT;
    }

    /** {@return the check for this process} */
    public static FolderTrust ofThisProcess() {
        return new FolderTrust(EffectiveUser.uid());
    }

    /** Who may write to folders besides their owner. */
    public enum Writers {
        /** Nobody else. */
        NONE(022),
        /** The group, as in a mail folder of group {@code mail}. */
        GROUP(002);

        private final int refused;

        Writers(int refused) {
            this.refused = refused;
        }
    }

    /** {@return whether this server is root, so that the check matters} */
    public boolean isRoot() {
        return root;
    }

    /**
     * {@return why another user could replace the folder; empty when only root can, or when this
     * server isn't root}
     *
     * @param folder absolute
     * @param writers who may write to the folders on the path
     */
    public Optional<String> whyUntrusted(Path folder, Writers writers) throws IOException {
        return root ? walk(folder, writers) : Optional.empty();
    }

    private static Optional<String> walk(Path folder, Writers writers) throws IOException {
        Path top = folder.getFileSystem().getPath("/");
        Path here = top;
        Deque<Path> ahead = new ArrayDeque<>();
        folder.forEach(ahead::addLast);
        int links = 0;
        while (!ahead.isEmpty()) {
            Path next = here.resolve(ahead.removeFirst()).normalize();
            Optional<FileState> state = FileState.of(next);
            if (state.isEmpty()) {
                // Only root could create it, so a write there just fails.
                return Optional.empty();
            }
            Optional<String> whyUntrusted = whyUntrusted(next, state.get(), writers);
            if (whyUntrusted.isPresent()) {
                return whyUntrusted;
            }
            if ((state.get().mode() & KIND) != LINK) {
                here = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                return Optional.of(folder + ": too many links");
            }
            Path target = Files.readSymbolicLink(next);
            here = target.isAbsolute() ? top : here;
            pushFront(ahead, target);
        }
        return Optional.empty();
    }

    private static void pushFront(Deque<Path> ahead, Path target) {
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            ahead.addFirst(target.getName(i));
        }
    }

    private static Optional<String> whyUntrusted(Path path, FileState state, Writers writers) {
        int kind = state.mode() & KIND;
        if (kind != FOLDER && kind != LINK) {
            return Optional.of(path + " is no folder");
        }
        if (state.uid() != ROOT) {
            return Optional.of(
                    path
                            + " belongs to user "
                            + state.uid()
                            + ", who could exchange what is below it");
        }
        boolean open = (state.mode() & writers.refused) != 0 && (state.mode() & STICKY) == 0;
        return open && kind == FOLDER
                ? Optional.of(path + " may be written to by others than root")
                : Optional.empty();
    }
}
