package dmail.common.login;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Walks through all files below a folder that may have up to two levels of one-letter folders. */
public final class DropTree {
    private static final int MOST_LEVELS = 2;

    private DropTree() {}

    /** Receives a file, or a folder whose name isn't a letter. */
    @FunctionalInterface
    public interface Visit {
        void see(Path path) throws IOException;
    }

    /**
     * Visits all files, without holding a list of them in memory. Those created or removed
     * meanwhile may be seen or not.
     */
    public static void walk(Path folder, Visit visit) throws IOException {
        walk(folder, MOST_LEVELS, visit);
    }

    private static void walk(Path folder, int levels, Visit visit) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                boolean level =
                        levels > 0
                                && isLetter(entry)
                                && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                if (level) {
                    walk(entry, levels - 1, visit);
                } else {
                    visit.see(entry);
                }
            }
        } catch (NoSuchFileException _) {
            // The folder was removed meanwhile.
        }
    }

    private static boolean isLetter(Path entry) {
        return String.valueOf(entry.getFileName()).matches("[a-z]");
    }
}
