package dmail.common.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a store asks of the file system, in one place: a test can see it all and cut it short. Names
 * and octets are durable only when they are synced.
 */
public interface Disk {
    /** Opens a file; one that is made is its owner's alone. Links are not followed. */
    FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException;

    /** {@return the channel through which a file is changed that is open already} */
    FileChannel over(Path file, FileChannel channel);

    /** Makes a folder that its owner alone may look into. */
    void makeFolder(Path folder) throws IOException;

    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;
}
