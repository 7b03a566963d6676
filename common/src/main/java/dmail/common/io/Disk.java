package dmail.common.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * The file operations of a store, in one place, so that a test can see them all and interrupt any.
 * Names and octets are durable only after a sync.
 */
public interface Disk {
    /** Opens a file; a new one is accessible to its owner only. Links aren't followed. */
    FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException;

    /** {@return the channel by which to change a file that is already open} */
    FileChannel over(Path file, FileChannel channel);

    /** Creates a folder that is accessible to its owner only. */
    void makeFolder(Path folder) throws IOException;

    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;
}
