package dmail.common.tls;

import dmail.common.io.Reason;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** Reads the private key of a certificate. */
final class PrivateKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    private PrivateKeys() {}

    /** {@return the key of a block, which matches the public key} */
    static PrivateKey read(PemBlock block, PublicKey owner) throws BadFileException {
        if (block.label().equals("ENCRYPTED PRIVATE KEY") || block.octets().length == 0) {
            throw new BadFileException(
                    "its key is protected by a passphrase, which nobody could type when the server"
                            + " starts; openssl pkey -in FILE -out FILE takes it off");
        }
        return of(decode(pkcs8(block, owner), owner.getAlgorithm()), owner);
    }

    /** {@return that key, which matches the public key} */
    static PrivateKey of(PrivateKey key, PublicKey owner) throws BadFileException {
        if (!fits(key, owner)) {
            throw new BadFileException("its key is not that of the certificate");
        }
        return key;
    }

    private static byte[] pkcs8(PemBlock block, PublicKey owner) {
        return switch (block.label()) {
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> wrapped(block.octets(), owner);
            default -> block.octets();
        };
    }

    private static PrivateKey decode(byte[] pkcs8, String algorithm) throws BadFileException {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new BadFileException(
                    "its key is no "
                            + algorithm
                            + " key, which the certificate's is; if it is one, openssl pkey -in"
                            + " FILE -out FILE gives it the usual form",
                    e);
        }
    }

    private static boolean fits(PrivateKey key, PublicKey owner) throws BadFileException {
        byte[] text = {'f', 'i', 't', 's'};
        try {
            Signature signature = Signature.getInstance(signatureOf(owner.getAlgorithm()));
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(owner);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new BadFileException("its key can't be used: " + Reason.of(e), e);
        }
    }

    private static String signatureOf(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }

    /**
     * Puts a key of OpenSSL's older forms into PKCS #8 (RFC 5208 section 5): a version, the
     * algorithm, and the key. The algorithm is copied from the public key, where it comes first
     * (RFC 5280 section 4.1).
     */
    private static byte[] wrapped(byte[] key, PublicKey owner) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        inside.writeBytes(VERSION);
        inside.writeBytes(firstInside(owner.getEncoded()));
        inside.writeBytes(element(OCTET_STRING, key));
        return element(SEQUENCE, inside.toByteArray());
    }

    /** {@return the first element of a sequence; the JDK has encoded it, so it is valid} */
    private static byte[] firstInside(byte[] sequence) {
        int start = contents(sequence, 0);
        int length = sequence[start + 1];
        return Arrays.copyOfRange(sequence, start, start + 2 + length);
    }

    private static int contents(byte[] der, int element) {
        int length = der[element + 1] & 0xff;
        return element + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    private static byte[] element(int tag, byte[] contents) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (contents.length < 0x80) {
            element.write(contents.length);
        } else {
            element.write(0x83);
            element.write(contents.length >> 16);
            element.write(contents.length >> 8);
            element.write(contents.length);
        }
        element.writeBytes(contents);
        return element.toByteArray();
    }
}
