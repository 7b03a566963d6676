package dmail.common.log;

import java.io.Closeable;
import java.io.IOException;

/** Where finished lines are written. Called by one thread at a time. */
public interface LogOutput extends Closeable {
    /**
     * Writes whole lines.
     *
     * @throws IOException when they are not written, or only in part
     */
    void write(byte[] lines) throws IOException;
}
