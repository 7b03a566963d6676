package dmail.common.tls;

import dmail.common.io.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a server's certificate and key.
 *
 * @param certificate PEM: the server's own certificate, then its chain
 * @param key PEM; may be the same file
 */
public record TlsFiles(Path certificate, Path key) {
    private static final long LARGEST = 1024L * 1024;

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
        KEY
    }

    public Reading read() {
        List<X509Certificate> chain;
        try {
            chain = chain();
        } catch (BadFileException e) {
            return new Reading.Bad(FaultyFile.CERTIFICATE, certificate + ": " + e.getMessage());
        }
        try {
            return new Reading.Good(new ServerIdentity(chain, readKey(chain.getFirst())));
        } catch (BadFileException e) {
            return new Reading.Bad(FaultyFile.KEY, key + ": " + e.getMessage());
        }
    }

    /** {@return whether others than owner and group may read the key's file} */
    public boolean isKeyOpenToAll() {
        try {
            return Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private List<X509Certificate> chain() throws BadFileException {
        List<X509Certificate> chain = new ArrayList<>();
        for (PemBlock block : PemBlock.of(text(certificate))) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add(certificate(block.octets()));
            }
        }
        if (chain.isEmpty()) {
            throw new BadFileException(
                    "no PEM certificate is in it (-----BEGIN CERTIFICATE-----); openssl x509"
                            + " -inform DER -in FILE -out FILE makes one of a binary file");
        }
        return chain;
    }

    private static X509Certificate certificate(byte[] octets) throws BadFileException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(octets));
        } catch (CertificateException e) {
            throw new BadFileException("a certificate in it is damaged", e);
        }
    }

    private PrivateKey readKey(X509Certificate owner) throws BadFileException {
        for (PemBlock block : PemBlock.of(text(key))) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return PrivateKeys.read(block, owner.getPublicKey());
            }
        }
        throw new BadFileException(
                "no PEM key is in it (-----BEGIN PRIVATE KEY-----); openssl pkey -inform DER -in"
                        + " FILE -out FILE makes one of a binary file");
    }

    private static String text(Path file) throws BadFileException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new BadFileException("it is larger than any such file");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new BadFileException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new BadFileException("this user may not read it", e);
        } catch (IOException e) {
            throw new BadFileException("it can't be read: " + Reason.of(e), e);
        }
    }
}
