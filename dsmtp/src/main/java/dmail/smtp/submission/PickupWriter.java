package dmail.smtp.submission;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Leaves a message in the pickup folder, for the server's next start. Its name can't be guessed and
 * the folder can't be listed, so other users can't read it though the server can.
 */
public final class PickupWriter {
    private static final int NAME_OCTETS = 16;

    private final SubmitFolder folder;
    private final RandomGenerator random;

    /**
     * @param random draws the name
     */
    public PickupWriter(SubmitFolder folder, RandomGenerator random) {
        this.folder = folder;
        this.random = random;
    }

    /**
     * Writes a pickup file; durable on return.
     *
     * @param commands MAIL, RCPT and the last BDAT
     * @param message as many octets as BDAT says
     */
    public void leave(List<String> commands, InputStream message) throws IOException {
        byte[] drawn = new byte[NAME_OCTETS];
        random.nextBytes(drawn);
        String name = HexFormat.of().formatHex(drawn);
        Path unfinished = folder.left().resolve(name + ".tmp");
        try {
            write(unfinished, commands, message);
            Path path = folder.left().resolve(name + ".smtp");
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            sync(path);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private static void write(Path file, List<String> commands, InputStream message)
            throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options)) {
            // A server that isn't root reads it as one of the others, and the umask may be strict.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            OutputStream out = Channels.newOutputStream(channel);
            String head = "EHLO localhost\r\n" + String.join("\r\n", commands) + "\r\n";
            out.write(head.getBytes(StandardCharsets.UTF_8));
            message.transferTo(out);
            out.write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            channel.force(true);
        }
    }

    /**
     * Today's file systems make the new name durable with the file. Syncing the folder would be
     * safer, but only users who may list it can open it.
     */
    private void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
        try (FileChannel names = FileChannel.open(folder.left(), StandardOpenOption.READ)) {
            names.force(true);
        } catch (AccessDeniedException expected) {
            return;
        }
    }
}
