package dmail.smtp.journal;

import dmail.common.io.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file system as it is. */
final class RealDisk implements Disk {
    @Override
    public SegmentFile create(Path file) throws IOException {
        return new Channel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public SegmentFile open(Path file) throws IOException {
        return new Channel(file, StandardOpenOption.WRITE);
    }

    @Override
    public ByteBuffer read(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer octets = ByteBuffer.allocate((int) Math.min(most, channel.size()));
            int got = 0;
            while (octets.hasRemaining() && got >= 0) {
                got = channel.read(octets);
            }
            return octets.flip();
        }
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        DurableFiles.syncDirectory(folder);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    private static final class Channel implements SegmentFile {
        private final Path path;
        private final FileChannel channel;

        Channel(Path path, OpenOption... options) throws IOException {
            this.path = path;
            this.channel = FileChannel.open(path, options);
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public void write(ByteBuffer octets, long position) throws IOException {
            long at = position;
            while (octets.hasRemaining()) {
                at += channel.write(octets, at);
            }
        }

        @Override
        public void sync() throws IOException {
            // fdatasync: the size and blocks of a preallocated segment don't change.
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
