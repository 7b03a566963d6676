package dmail.common.io;

import dmail.common.system.StatVfs;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Path;

/**
 * What a file system still has room for.
 *
 * @param octets that may be written
 * @param files that may be made; {@link #UNCOUNTED} where nobody counts them
 */
public record DiskSpace(long octets, long files) {
    /** As many as anyone likes. */
    public static final long UNCOUNTED = Long.MAX_VALUE;

    /**
     * {@return what is free on the file system of a path}
     *
     * @param store the file system of the place
     */
    public static DiskSpace at(Path path, FileStore store) throws IOException {
        return new DiskSpace(store.getUsableSpace(), StatVfs.freeFiles(path).orElse(UNCOUNTED));
    }
}
