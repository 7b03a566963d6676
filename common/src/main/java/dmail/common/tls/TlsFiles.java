package dmail.common.tls;

import dmail.common.io.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a server's certificate and key.
 *
 * @param certificate PEM: the server's own certificate, then its chain; or PKCS #12 with both
 * @param key PEM or PKCS #12; may be the same file
 * @param password its first line opens PKCS #12; the empty one does without it
 */
public record TlsFiles(Path certificate, Path key, Optional<Path> password) {
    private static final long LARGEST = 1024L * 1024;

    /** Files without a password. */
    public TlsFiles(Path certificate, Path key) {
        this(certificate, key, Optional.empty());
    }

    /** The outcome of reading them. */
    public sealed interface Reading {
        /** They are usable. */
        record Good(ServerIdentity identity) implements Reading {}

        /**
         * They aren't.
         *
         * @param why a sentence that names the file
         */
        record Bad(FaultyFile faultyFile, String why) implements Reading {}
    }

    /** The file at fault. */
    public enum FaultyFile {
        CERTIFICATE,
        KEY,
        PASSWORD
    }

    public Reading read() {
        IdentityFile certificates;
        List<X509Certificate> chain;
        String secret;
        try {
            secret = secret();
        } catch (BadFileException e) {
            return bad(FaultyFile.PASSWORD, password.orElseThrow(), e);
        }
        try {
            certificates = IdentityFile.of(octets(certificate), secret);
            chain = certificates.chain();
        } catch (BadFileException e) {
            return bad(FaultyFile.CERTIFICATE, certificate, e);
        }
        try {
            IdentityFile keys =
                    key.equals(certificate) ? certificates : IdentityFile.of(octets(key), secret);
            return new Reading.Good(new ServerIdentity(chain, keys.key(chain.getFirst())));
        } catch (BadFileException e) {
            return bad(FaultyFile.KEY, key, e);
        }
    }

    private static Reading bad(FaultyFile faultyFile, Path file, BadFileException e) {
        return new Reading.Bad(faultyFile, file + ": " + e.getMessage());
    }

    private String secret() throws BadFileException {
        if (password.isEmpty()) {
            return "";
        }
        String text = new String(octets(password.get()), StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("");
    }

    /** {@return all of them, each once} */
    List<Path> all() {
        List<Path> files = new ArrayList<>();
        files.add(certificate);
        if (!key.equals(certificate)) {
            files.add(key);
        }
        password.ifPresent(files::add);
        return files;
    }

    /** {@return whether others than owner and group may read the key's file} */
    public boolean isKeyOpenToAll() {
        return isOpenToAll(key);
    }

    /** {@return whether others than owner and group may read the password's file} */
    public boolean isPasswordOpenToAll() {
        return password.filter(TlsFiles::isOpenToAll).isPresent();
    }

    private static boolean isOpenToAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static byte[] octets(Path file) throws BadFileException {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            if (!facts.isRegularFile()) {
                // A pipe would be waited for.
                throw new BadFileException("it is no regular file");
            }
            if (facts.size() > LARGEST) {
                throw new BadFileException("it is larger than any such file");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new BadFileException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new BadFileException("this user may not read it", e);
        } catch (IOException e) {
            throw new BadFileException("it can't be read: " + Reason.of(e), e);
        }
    }
}
