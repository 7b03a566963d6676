package dmail.common.dropfile;

import dmail.common.io.FileState;
import dmail.common.system.EffectiveUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Recognises lock files that another user has put into a mail folder that everybody may write to:
 * only the mailbox's user, root or the server has a reason to lock it.
 */
final class ForeignLocks {
    private static final int ROOT = 0;

    private final OptionalInt server = EffectiveUser.uid();

    /**
     * {@return why the file is no lock; empty when it is one}
     *
     * @param user the owner of the mailbox, or -1 for the server's own user
     */
    Optional<String> whyUntrusted(Path lock, FileState state, Path dropFile, int user)
            throws IOException {
        if (server.isEmpty() || !isInWorldWritableFolder(lock)) {
            return Optional.empty();
        }
        boolean stranger =
                state.uid() != ROOT
                        && state.uid() != server.getAsInt()
                        && state.uid() != user
                        && FileState.of(dropFile).filter(d -> d.uid() == state.uid()).isEmpty();
        return stranger
                ? Optional.of("made by user " + state.uid() + ", whose mailbox it is not")
                : Optional.empty();
    }

    private static boolean isInWorldWritableFolder(Path lock) throws IOException {
        Path folder = Objects.requireNonNull(lock.getParent());
        return FileState.of(folder)
                .filter(f -> (f.mode() & FileState.OTHERS_WRITE) != 0)
                .isPresent();
    }
}
