package dmail.common.dropfile;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The lock of one drop file: a lock by path within this process, the dot-lock and the fcntl lock,
 * taken in that order. Closing releases it.
 *
 * <p>While it is held, this process must not close any other channel of the same file: POSIX then
 * drops the fcntl lock silently. Read through {@link #channel()}.
 */
public interface DropLock extends AutoCloseable {
    /** {@return the drop file's absolute path} */
    Path dropFile();

    /** {@return the drop file, open for reading and writing} */
    FileChannel channel();

    /**
     * Touches the dot-lock. Long work calls it from time to time: other programs take a dot-lock
     * that is untouched for a minute for a stale one.
     */
    void keepAlive();

    /**
     * The drop file has been replaced by another file of its name. Mutt and others open a drop file
     * first and then wait for its locks. One that opened the old file would continue with it, and
     * then write into the new file by what it found there. So the fcntl lock of the old file is
     * kept after {@link #close}, until every such program has given up or opened the new file.
     */
    void replaced();

    @Override
    void close();
}
