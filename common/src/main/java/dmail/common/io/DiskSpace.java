package dmail.common.io;

import dmail.common.system.StatVfs;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Path;

/**
 * The free space of a file system.
 *
 * @param octets that may be written
 * @param files that may be created; {@link #UNCOUNTED} where the file system doesn't count them
 */
public record DiskSpace(long octets, long files) {
    /** No limit on files. */
    public static final long UNCOUNTED = Long.MAX_VALUE;

    /**
     * {@return the free space at a path}
     *
     * @param store the path's file system
     */
    public static DiskSpace at(Path path, FileStore store) throws IOException {
        return new DiskSpace(store.getUsableSpace(), StatVfs.freeFiles(path).orElse(UNCOUNTED));
    }
}
