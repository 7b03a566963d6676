package dmail.smtp.dns;

import dmail.common.io.DurableFiles;
import dmail.common.io.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * The file of remembered answers. It holds nothing that can't be found out anew: one that isn't
 * whole and ours is thrown away, and one that can't be written does no harm.
 */
final class DiskFile {
    private static final int LONGEST = 8 << 20;

    private final Path path;
    private final DnsLog log;

    DiskFile(Path path, DnsLog log) {
        this.path = path;
        this.log = log;
    }

    /** {@return the answers in the file, eldest first} */
    Map<Question, LastGoodAnswer> read() {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Map.of();
        }
        try {
            BasicFileAttributes found =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                return throwAway("it is no plain file");
            }
            return found.size() > LONGEST
                    ? throwAway("it is too large")
                    : DiskForm.read(octets()).orElseGet(() -> throwAway("it is damaged"));
        } catch (IOException unreadable) {
            return throwAway(Reason.of(unreadable));
        }
    }

    private byte[] octets() throws IOException {
        try (InputStream in =
                Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(LONGEST);
        }
    }

    private Map<Question, LastGoodAnswer> throwAway(String why) {
        log.thrownAway(path, why);
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // The next save puts a new file in its place, or says why it can't.
        }
        return Map.of();
    }

    /** A crash leaves the old file or the new one. */
    synchronized void write(Map<Question, LastGoodAnswer> answers) {
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            try (FileChannel channel =
                    FileChannel.open(
                            unfinished,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer octets = ByteBuffer.wrap(DiskForm.write(answers));
                while (octets.hasRemaining()) {
                    channel.write(octets);
                }
                channel.force(true);
            }
            DurableFiles.moveIntoPlace(unfinished, path);
        } catch (IOException problem) {
            log.notSaved(path, problem);
        }
    }
}
