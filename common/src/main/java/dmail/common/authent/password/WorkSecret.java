package dmail.common.authent.password;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A random secret that both servers share and that survives restarts: {@code login.key} in the work
 * folder. What is derived from it looks random to everybody else.
 */
public final class WorkSecret {
    private static final String FILE = "login.key";
    private static final int OCTETS = 32;
    private static final int LENGTH = 2 * OCTETS + 1;

    private final byte[] key;

    private WorkSecret(byte[] key) {
        this.key = key;
    }

    /** {@return a new secret for this process alone} */
    public static WorkSecret drawn(RandomGenerator random) {
        byte[] key = new byte[OCTETS];
        random.nextBytes(key);
        return new WorkSecret(key);
    }

    /**
     * {@return the secret of a work folder, which is created if there is none; a new one for this
     * process alone when that fails, since logins should not fail for it}
     */
    public static WorkSecret in(Path workPath, Log log) {
        Path file = workPath.resolve(FILE);
        SecureRandom random = new SecureRandom();
        try {
            Optional<WorkSecret> kept = read(file, log);
            if (kept.isEmpty()) {
                make(file, random);
                kept = read(file, log);
            }
            return kept.orElseGet(() -> drawn(random));
        } catch (IOException | UnsupportedOperationException e) {
            log.error(LogLine.of("login secret not saved").with("file", file).with("reason", e));
            return drawn(random);
        }
    }

    private static Optional<WorkSecret> read(Path file, Log log) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer octets = ByteBuffer.allocate(LENGTH + 1);
            while (octets.hasRemaining() && channel.read(octets) >= 0) {
                // The file may have more.
            }
            String text =
                    new String(octets.array(), 0, octets.position(), StandardCharsets.US_ASCII);
            if (text.matches("[0-9a-f]{64}\n")) {
                return Optional.of(new WorkSecret(HexFormat.of().parseHex(text.strip())));
            }
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        log.warning(LogLine.of("login secret replaced").with("file", file));
        Path aside = file.resolveSibling(FILE + ".damaged");
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        return Optional.empty();
    }

    /**
     * If several servers start at a time, one creates the file, in one step, and the others find
     * it.
     */
    private static void make(Path file, RandomGenerator random) throws IOException {
        byte[] name = new byte[8];
        random.nextBytes(name);
        Path unfinished = file.resolveSibling(FILE + "." + HexFormat.of().formatHex(name));
        try {
            write(unfinished, drawn(random));
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException _) {
            // Another server was first.
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(Path file, WorkSecret secret) throws IOException {
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        String line = HexFormat.of().formatHex(secret.key) + "\n";
        try (FileChannel channel = FileChannel.open(file, options, mode)) {
            ByteBuffer rest = StandardCharsets.US_ASCII.encode(line);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /**
     * {@return 32 octets that are always the same for a text, but don't reveal the secret}
     *
     * @param purpose what they are for; those of one purpose reveal nothing about those of another
     */
    public byte[] derive(String purpose, String text) {
        return ScramHash.hmac(key, purpose + "\0" + text);
    }
}
