package dmail.common.testing;

import java.io.IOException;
import java.nio.file.Path;

/** Makes files that Java can't make. */
public final class SpecialFiles {
    private SpecialFiles() {}

    /** Makes a FIFO, whose opening waits for someone at the other end. */
    public static void fifo(Path path) throws IOException {
        try {
            int status =
                    new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IOException("mkfifo " + path + " ends with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
