package dmail.setup.apply;

import dmail.common.io.DurableFiles;
import dmail.setup.plan.Ownership;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that gets its new text in one step: whenever the machine stops, it is the old or the new.
 */
public final class PlacedFile {
    private final Path file;

    public PlacedFile(Path file) {
        this.file = file;
    }

    /** {@return what it holds; empty when there is none} */
    public String text() throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    /** Puts a text in place, with these rights from its first moment on. */
    public void place(String text, Ownership ownership) throws IOException {
        // A link stays one: what it points to is changed.
        Path place = Files.exists(file) ? file.toRealPath() : file;
        Path fresh = place.resolveSibling("." + place.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = open(fresh)) {
            ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            Rights.give(fresh, ownership);
            channel.force(true);
        }
        DurableFiles.moveIntoPlace(fresh, place);
    }

    /** Puts a text in place; whose the file is and who may read it stays as it is. */
    public void replace(String text) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        Ownership same =
                new Ownership(
                        Files.getOwner(file).getName(),
                        String.valueOf(Files.getAttribute(file, "posix:group")),
                        PosixFilePermissions.toString(mode));
        place(text, same);
    }

    private static FileChannel open(Path fresh) throws IOException {
        return FileChannel.open(
                fresh,
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
