package dmail.common.table;

import dmail.common.io.OpenedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file that stays open even when another takes its name. A thread that is interrupted while it
 * reads closes the channel for all threads; the file is then opened again by its name. Whether it
 * is still the same file is noticed when an entry is read.
 */
final class OpenFile implements AutoCloseable {
    private final Path file;
    private volatile FileChannel channel;
    private boolean ended;

    private OpenFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static OpenFile of(Path file) throws IOException {
        return new OpenFile(file, open(file));
    }

    /** Follows links: only an administrator can replace this file. */
    private static FileChannel open(Path file) throws IOException {
        return OpenedFile.toReadBehindLinks(file).channel();
    }

    long size() throws IOException {
        return channel.size();
    }

    int read(ByteBuffer into, long position) throws IOException {
        FileChannel open = channel;
        try {
            return open.read(into, position);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (ClosedChannelException e) {
            return openAgain(open).read(into, position);
        }
    }

    private synchronized FileChannel openAgain(FileChannel closed) throws IOException {
        if (ended) {
            throw new TableChangedException(file + " has been read again");
        }
        if (channel.equals(closed)) {
            channel = open(file);
        }
        return channel;
    }

    @Override
    public synchronized void close() {
        ended = true;
        try {
            channel.close();
        } catch (IOException alreadyRead) {
            // The file was only read, so nothing is lost.
        }
    }
}
