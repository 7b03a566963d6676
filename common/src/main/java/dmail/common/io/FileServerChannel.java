package dmail.common.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A file whose every operation may hang, and so is done as {@link FileWork}. Only file operations
 * are: when octets are copied from or to a client, it is the calling thread that waits for the
 * client.
 */
final class FileServerChannel extends FileChannel {
    /** Octets that are read at a time for a client. */
    private static final int BLOCK = 64 * 1024;

    private final FileChannel channel;
    private final FileWork work;

    FileServerChannel(FileChannel channel, FileWork work) {
        this.channel = channel;
        this.work = work;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return work.call(() -> channel.read(to));
    }

    @Override
    public long read(ByteBuffer[] to, int first, int count) throws IOException {
        return work.call(() -> channel.read(to, first, count));
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
        return work.call(() -> channel.read(to, position));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return work.call(() -> channel.write(from));
    }

    @Override
    public long write(ByteBuffer[] from, int first, int count) throws IOException {
        return work.call(() -> channel.write(from, first, count));
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        return work.call(() -> channel.write(from, position));
    }

    @Override
    public long position() throws IOException {
        return work.call(channel::position);
    }

    @Override
    public FileChannel position(long position) throws IOException {
        FileChannel _ = work.call(() -> channel.position(position));
        return this;
    }

    @Override
    public long size() throws IOException {
        return work.call(channel::size);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        FileChannel _ = work.call(() -> channel.truncate(size));
        return this;
    }

    @Override
    public void force(boolean all) throws IOException {
        boolean _ =
                work.call(() -> {
                    channel.force(all);
                    return true;
                });
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
            throws IOException {
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(count, BLOCK));
        int length = read(block, position);
        block.flip();
        return length > 0 ? target.write(block) : 0;
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count)
            throws IOException {
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(count, BLOCK));
        int length = source.read(block);
        block.flip();
        return length > 0 ? write(block, position) : 0;
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException("memory that hangs when it is read");
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return work.call(() -> channel.lock(position, size, shared));
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return work.call(() -> channel.tryLock(position, size, shared));
    }

    @Override
    protected void implCloseChannel() throws IOException {
        boolean _ =
                work.call(() -> {
                    channel.close();
                    return true;
                });
    }
}
