package dmail.common.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that only their owner may access, since other people's mail is in them. */
public final class PrivateFolders {
    private PrivateFolders() {}

    /**
     * Creates a folder with mode 0700 whatever the umask, and missing folders above it.
     *
     * @throws IOException when it can't be created; not when it exists
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
