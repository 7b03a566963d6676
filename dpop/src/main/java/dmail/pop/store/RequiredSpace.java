package dmail.pop.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The free space that must remain on the disk of the stores when mail is moved there ({@code
 * min_space}).
 *
 * @param octets 0 for any
 */
public record RequiredSpace(long octets) {
    /** No limit. */
    public static final RequiredSpace ANY = new RequiredSpace(0);

    /** {@return whether the disk of a path has less} A path that can't be checked has enough. */
    public boolean isScarce(Path path) {
        if (octets == 0) {
            return false;
        }
        try {
            return store(path).getUsableSpace() < octets;
        } catch (IOException _) {
            return false;
        }
    }

    /** A store that is still to be made will be on the disk of the folders above it. */
    private static FileStore store(Path path) throws IOException {
        Path there = path;
        for (Path above = there.getParent();
                above != null && !Files.exists(there);
                above = there.getParent()) {
            there = above;
        }
        return Files.getFileStore(there);
    }

    @Override
    public String toString() {
        return "min_space of " + octets / (1024 * 1024) + " MB";
    }
}
