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
 * The file of remembered answers. It can be rebuilt from DNS: a damaged or foreign file is
 * replaced, and a failure to write it does no harm.
 */
final class DiskFile {
    private static final int LONGEST = 8 << 20;

    private final Path path;
    private final DnsLog log;

    DiskFile(Path path, DnsLog log) {
        this.path = path;
        this.log = log;
    }

    /** {@return the answers in the file, oldest first} */
    Map<Question, LastGoodAnswer> read() {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Map.of();
        }
        try {
            BasicFileAttributes found =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                return discard("it is no plain file");
            }
            return found.size() > LONGEST
                    ? discard("it is too large")
                    : DiskForm.read(octets()).orElseGet(() -> discard("it is damaged"));
        } catch (IOException unreadable) {
            return discard(Reason.of(unreadable));
        }
    }

    private byte[] octets() throws IOException {
        try (InputStream in =
                Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(LONGEST);
        }
    }

    private Map<Question, LastGoodAnswer> discard(String why) {
        log.thrownAway(path, why);
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // The next save replaces the file, or logs why it can't.
        }
        return Map.of();
    }

    /** After a crash the file is the old one or the new one, never a mixture. */
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
