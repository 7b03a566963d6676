package dmail.common.io;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Where work on files is done: at once on the thread that wants it, or, if the file system may
 * hang, on a thread that nobody else needs. Thread-safe.
 */
public sealed interface FileWork permits FileWork.Here, FileServerWork {
    /** For disks of this host, which wait for nobody. */
    FileWork HERE = new Here();

    /** Work on files. */
    @FunctionalInterface
    interface Task<T> {
        T carryOut() throws IOException;
    }

    /**
     * Does work, and waits for it to the end, however long that takes and whoever interrupts.
     *
     * @throws IOException what the work throws; or that too much hangs there already, and the work
     *     was not begun
     */
    <T> T call(Task<T> work) throws IOException;

    /** Does work that must be done, however long it has to wait for its turn. */
    void finish(Runnable work);

    /** {@return a channel for any thread} Closing it closes the one that it reads and writes. */
    FileChannel over(FileChannel channel);

    /** Does it at once. */
    record Here() implements FileWork {
        @Override
        public <T> T call(Task<T> work) throws IOException {
            return work.carryOut();
        }

        @Override
        public void finish(Runnable work) {
            work.run();
        }

        @Override
        public FileChannel over(FileChannel channel) {
            return channel;
        }
    }
}
