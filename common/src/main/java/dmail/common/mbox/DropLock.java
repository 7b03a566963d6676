package dmail.common.mbox;

import java.nio.channels.FileChannel;

/**
 * The right to read and change one drop file: our own lock by path, the dot-lock and the fcntl lock
 * together, in that order. Closing gives it up.
 */
public interface DropLock extends AutoCloseable {
    /** {@return the drop file, open for reading and writing} */
    FileChannel channel();

    @Override
    void close();
}
