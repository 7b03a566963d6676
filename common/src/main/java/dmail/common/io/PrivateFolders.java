package dmail.common.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that only their owner may look into: what lies in them is other people's mail. */
public final class PrivateFolders {
    private PrivateFolders() {}

    /**
     * Makes a folder, mode 0700 whatever the umask, and the folders above it that are missing.
     *
     * @throws IOException when it can't be made; not when it is there already
     */
    public static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
