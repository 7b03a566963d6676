package dmail.common.dropfile;

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

    /**
     * Says that another file has got the drop file's name. Mutt and others open a drop file first
     * and then wait for its locks; one that did so before would go on in the file without a name,
     * and write by what it found there into the new one. So the fcntl lock of the old file outlasts
     * {@link #close} until every such program has given up or opened the file anew.
     */
    void replaced();

    @Override
    void close();
}
