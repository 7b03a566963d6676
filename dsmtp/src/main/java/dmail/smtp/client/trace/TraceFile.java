package dmail.smtp.client.trace;

import dmail.common.config.type.Shown;
import dmail.common.io.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** A file of what is said in sessions, one line for each line. Thread-safe. */
final class TraceFile implements AutoCloseable {
    /** A trace that somebody forgets must not fill the disk. */
    static final long LONGEST = 16L << 20;

    private static final int LONGEST_LINE = 2000;

    private final FileChannel file;
    private final InstantSource clock;
    private final long longest;
    private long length;
    private String failure = "";

    private TraceFile(FileChannel file, InstantSource clock, long longest) {
        this.file = file;
        this.clock = clock;
        this.longest = longest;
    }

    /**
     * Makes a new file that only its owner can read.
     *
     * @throws IOException when it may not be there, when the file exists, or when it can't be made
     */
    static TraceFile make(Path path, TracePlaces places, InstantSource clock, long longest)
            throws IOException {
        Path there = places.check(path);
        try {
            // An existing file could be a message, or lead elsewhere.
            FileChannel made =
                    FileChannel.open(
                            there,
                            Set.of(
                                    StandardOpenOption.CREATE_NEW,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            return new TraceFile(made, clock, longest);
        } catch (FileAlreadyExistsException taken) {
            throw new IOException("the file exists", taken);
        }
    }

    /** Writes a line, as long as there is room; its control characters become question marks. */
    synchronized void line(String text) {
        if (!failure.isEmpty()) {
            return;
        }
        byte[] octets =
                (clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + shown(text) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        try {
            if (length + octets.length > longest) {
                write("the trace ends here, since it is full\n".getBytes(StandardCharsets.UTF_8));
                failure = "full";
            } else {
                write(octets);
            }
        } catch (IOException e) {
            failure = Reason.of(e);
        }
    }

    private void write(byte[] octets) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        while (buffer.hasRemaining()) {
            length += file.write(buffer);
        }
    }

    private static String shown(String text) {
        return Shown.plainWhole(text.substring(0, Math.min(text.length(), LONGEST_LINE)));
    }

    /** {@return how much has been written} */
    synchronized long length() {
        return length;
    }

    /** {@return why nothing more is written, or empty} */
    synchronized String failure() {
        return failure;
    }

    @Override
    public synchronized void close() throws IOException {
        failure = "ended";
        file.close();
    }
}
