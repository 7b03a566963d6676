package dmail.common.dropfile;

import dmail.common.io.FileState;
import dmail.common.io.FolderTrust;
import dmail.common.io.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps a server that runs as root from creating files through a link that a user has put in place
 * of a folder. If a folder on the path belongs to a user, root only uses a drop file that exists
 * and belongs to the same user.
 */
final class SafeFolders {
    private final FolderTrust trust;
    private final RecentFolders<Optional<String>> recent = new RecentFolders<>(System::nanoTime);

    SafeFolders(FolderTrust trust) {
        this.trust = trust;
    }

    /** {@return why a drop file must not be used; empty when it may} */
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
