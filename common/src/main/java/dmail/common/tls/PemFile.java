package dmail.common.tls;

import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** A file of PEM blocks (RFC 7468). */
final class PemFile implements IdentityFile {
    private final List<PemBlock> blocks;

    private PemFile(List<PemBlock> blocks) {
        this.blocks = blocks;
    }

    static PemFile of(String text) throws BadFileException {
        return new PemFile(PemBlock.of(text));
    }

    @Override
    public List<X509Certificate> chain() throws BadFileException {
        List<X509Certificate> chain = new ArrayList<>();
        for (PemBlock block : blocks) {
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

    @Override
    public PrivateKey key(X509Certificate owner) throws BadFileException {
        for (PemBlock block : blocks) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return PrivateKeys.read(block, owner.getPublicKey());
            }
        }
        throw new BadFileException(
                "no PEM key is in it (-----BEGIN PRIVATE KEY-----); openssl pkey -inform DER -in"
                        + " FILE -out FILE makes one of a binary file");
    }
}
