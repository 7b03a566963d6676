package dmail.smtp.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file open for writing at given offsets. */
interface SegmentFile extends Closeable {
    /** {@return where it is} */
    Path path();

    /** Writes all octets; a short write is continued or fails. */
    void write(ByteBuffer octets, long position) throws IOException;

    /** Makes what was written durable. After a failure it is never called again on this file. */
    void sync() throws IOException;
}
