package dmail.smtp.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A segment that another run used. */
record FoundSegment(Path path, SegmentHeader header) {
    /** {@return all that is in it} */
    ByteBuffer octets() throws IOException {
        return read(path, Integer.MAX_VALUE);
    }

    /** {@return the first octets of a file, at most so many} */
    static ByteBuffer read(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer octets = ByteBuffer.allocate((int) Math.min(most, channel.size()));
            int got = 0;
            while (octets.hasRemaining() && got >= 0) {
                got = channel.read(octets);
            }
            return octets.flip();
        }
    }
}
