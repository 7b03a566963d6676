package dmail.common.login;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** All files of one kind below a folder that may have two levels of folders of one letter each. */
public final class DropTree {
    private static final int MOST_LEVELS = 2;

    private DropTree() {}

    /** What is done with a file, or with a folder whose name is no letter. */
    @FunctionalInterface
    public interface Visit {
        void see(Path path) throws IOException;
    }

    /**
     * Visits what lies at the ends of the levels, without holding it all in memory. What appears or
     * goes meanwhile may be seen or not.
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
            // The folder has gone, and all that was in it.
        }
    }

    private static boolean isLetter(Path entry) {
        return String.valueOf(entry.getFileName()).matches("[a-z]");
    }
}
