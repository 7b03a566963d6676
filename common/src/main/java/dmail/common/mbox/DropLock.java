package dmail.common.mbox;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The right to read and change one drop file: our own lock by path, the dot-lock and the fcntl lock
 * together, in that order. Closing gives it up.
 *
 * <p>While it is held, this process must not close any other channel of the same file: POSIX then
 * drops the fcntl lock without a word. Read through {@link #channel()}.
 */
public interface DropLock extends AutoCloseable {
    /** {@return the drop file's absolute path} */
    Path dropFile();

    /** {@return the drop file, open for reading and writing} */
    FileChannel channel();

    /**
     * Says to others that the holder of the dot-lock lives. Long work calls it every now and then:
     * a dot-lock that stays untouched for a minute is taken for one that was left behind.
     */
    void keepAlive();

    @Override
    void close();
}
