package dmail.common.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The order of steps after which a file survives loss of power. */
public final class DurableFiles {
    private DurableFiles() {}

    /**
     * Gives a finished, synced file its final name: rename, then sync of the folder.
     *
     * @throws IOException when a step failed; the file may then have either name
     */
    public static void moveIntoPlace(Path synced, Path path) throws IOException {
        Files.move(synced, path, StandardCopyOption.ATOMIC_MOVE);
        Path folder = path.getParent();
        if (folder != null) {
            syncDirectory(folder);
        }
    }

    /** Makes the names in a folder durable. */
    public static void syncDirectory(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
