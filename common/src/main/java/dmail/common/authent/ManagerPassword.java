package dmail.common.authent;

import dmail.common.authent.password.Password;
import dmail.common.authent.password.ScramHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The secret for remote control: {@code tellpass.dat} in {@code work_path}. It is a hash by which a
 * server checks the password, and can't be used to log in elsewhere.
 *
 * @param file need not exist
 */
public record ManagerPassword(Path file) {
    /** Octets; a hash has about 120. */
    private static final int LARGEST = 1024;

    private static final Set<PosixFilePermission> NOT_ALLOWED =
            PosixFilePermissions.fromString("---rwxrwx");

    /** {@return the one of a server with this work_path} */
    public static ManagerPassword in(Path workPath) {
        return new ManagerPassword(workPath.resolve("tellpass.dat"));
    }

    /**
     * {@return the secret, empty when none is set}
     *
     * @throws IOException when it can't be used, for instance because others may read the file
     */
    public Optional<String> secret() throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        if (Files.getPosixFilePermissions(file).stream().anyMatch(NOT_ALLOWED::contains)) {
            throw new IOException(file + " is open to others than its owner; chmod 600 cures that");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large");
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (ScramHash.parse(text).isEmpty()) {
            throw new IOException(file + " has another form");
        }
        return Optional.of(text);
    }

    /** Sets the password; the file gets the folder's owner. */
    public void set(Password password, RandomGenerator random) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        byte[] line = (ScramHash.of(password, random) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(unfinished, options, mode)) {
            ByteBuffer rest = ByteBuffer.wrap(line);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Path folder = file.resolveSibling(".").normalize();
        if (!Files.getOwner(folder).equals(Files.getOwner(unfinished))) {
            Files.setOwner(unfinished, Files.getOwner(folder));
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
