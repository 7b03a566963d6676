package dmail.pop.index;

import dmail.common.io.FileWork;
import dmail.common.memory.MemoryReservation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The folder of index files, one for each drop file. It is a cache: a missing or damaged file is
 * made anew from the drop file. So nothing is synced; a CRC finds damage.
 */
public final class IndexCache {
    private static final int NAME_OCTETS = 16;

    /**
     * Follows the drop file's name in the index. Changed with the rules for finding messages and
     * making unique ids.
     */
    private static final String RULES = "\n2";

    /** Sizes and ids of mail are private. */
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    /**
     * @param folder made when the first index is saved
     */
    public IndexCache(Path folder) {
        this.folder = folder;
    }

    /**
     * {@return the index file of a drop file}
     *
     * @param memory where its indexes take memory from
     * @param work how they are read
     */
    public IndexFile file(Path drop, MemoryReservation memory, FileWork work) {
        Path path = file(drop);
        return new IndexFile(
                path, drop + RULES, drop.toString(), () -> makeFolders(path), memory, work);
    }

    private void makeFolders(Path path) throws IOException {
        Files.createDirectories(folder, PRIVATE);
        Files.createDirectories(path.resolveSibling(".").normalize());
    }

    /** A name of fixed length for any path of a drop file; spread over 256 folders. */
    private Path file(Path drop) {
        byte[] digest = sha256().digest(drop.toString().getBytes(StandardCharsets.UTF_8));
        String name = HexFormat.of().formatHex(digest, 0, NAME_OCTETS);
        return folder.resolve(name.substring(0, 2)).resolve(name.substring(2) + ".idx");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
