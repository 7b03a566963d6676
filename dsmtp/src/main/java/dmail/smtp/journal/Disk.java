package dmail.smtp.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The file operations on which the journal's guarantees rest; tests make them fail. */
interface Disk {
    /** Makes a new file. */
    SegmentFile create(Path file) throws IOException;

    /** Opens a file that is there. */
    SegmentFile open(Path file) throws IOException;

    /** {@return the first octets of a file, at most so many} */
    ByteBuffer read(Path file, int most) throws IOException;

    /** Syncs a folder, so that the names in it are durable. */
    void syncFolder(Path folder) throws IOException;

    /** Removes a file. */
    void delete(Path file) throws IOException;
}
