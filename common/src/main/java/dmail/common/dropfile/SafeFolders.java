package dmail.common.dropfile;

import dmail.common.io.FileState;
import dmail.common.io.FolderTrust;
import dmail.common.io.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps a server that is root from making files where a user has put a link in the place of a
 * folder. Where a folder on the way belongs to a user, root only goes on with a drop file of that
 * user's that is there.
 */
final class SafeFolders {
    private final FolderTrust trust;
    private final RecentFolders<Optional<String>> recent = new RecentFolders<>(System::nanoTime);

    SafeFolders(FolderTrust trust) {
        this.trust = trust;
    }

    /** {@return why a drop file is not to be touched, if it isn't} */
    Optional<String> whyUntrusted(Path dropFile, Owner owner) throws IOException {
        if (!trust.isRoot()) {
            return Optional.empty();
        }
        Path folder = Objects.requireNonNull(dropFile.getParent());
        Optional<String> whyUntrusted =
                recent.ask(folder, each -> trust.whyUntrusted(each, FolderTrust.Writers.GROUP));
        return whyUntrusted.isEmpty() || isUsersOwn(dropFile, owner)
                ? Optional.empty()
                : whyUntrusted.map(
                        why -> dropFile + ": not written by a server that is root: " + why);
    }

    private static boolean isUsersOwn(Path dropFile, Owner owner) throws IOException {
        return owner.uid() > 0
                && FileState.of(dropFile)
                        .filter(state -> state.regular() && state.uid() == owner.uid())
                        .isPresent();
    }
}
