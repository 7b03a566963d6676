package dmail.common.log;

import java.io.Closeable;
import java.io.IOException;

/** Where finished lines go. Called by one thread at a time. */
public interface LogOutput extends Closeable {
    /**
     * Writes whole lines.
     *
     * @throws IOException when they are not written, or not wholly
     */
    void write(byte[] lines) throws IOException;
}
