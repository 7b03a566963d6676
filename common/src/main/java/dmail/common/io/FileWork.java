package dmail.common.io;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Where file operations are done: at once on the calling thread or, if the file system may hang, on
 * a platform thread. Thread-safe.
 */
public sealed interface FileWork permits FileWork.Here, FileServerWork {
    /** For local disks, which don't hang. */
    FileWork HERE = new Here();

    /** A file operation. */
    @FunctionalInterface
    interface Task<T> {
        T carryOut() throws IOException;
    }

    /**
     * Does work and waits for its end, without a time-out, even if interrupted.
     *
     * @throws IOException from the work; or when too many tasks hang there already, and the work
     *     was not begun
     */
    <T> T call(Task<T> work) throws IOException;

    /**
     * Does work that must be done, such as releasing a lock; waits for a thread as long as it
     * takes.
     */
    void finish(Runnable work);

    /** {@return a channel that does its operations this way} Closing it closes the given one. */
    FileChannel over(FileChannel channel);

    /** On the calling thread. */
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
