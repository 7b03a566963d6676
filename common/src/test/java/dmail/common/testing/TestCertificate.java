package dmail.common.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A certificate that vouches for itself, made for a test, and its key. */
public final class TestCertificate {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final String COMMON_NAME = "0603550403";
    private static final String SHA256_WITH_RSA = "06092a864886f70d01010b0500";
    private static final String SHA256_WITH_ECDSA = "06082a8648ce3d040302";

    private final KeyPair keys;
    private final byte[] certificate;

    private TestCertificate(KeyPair keys, byte[] certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** {@return one of an elliptic curve, good for a day around now} */
    public static TestCertificate good() {
        return of("EC", Instant.now().minus(Duration.ofHours(12)));
    }

    /**
     * {@return one that holds for a day}
     *
     * @param algorithm EC or RSA
     */
    public static TestCertificate of(String algorithm, Instant from) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
            KeyPair keys = generator.generateKeyPair();
            return new TestCertificate(keys, signed(keys, from));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] signed(KeyPair keys, Instant from) throws GeneralSecurityException {
        boolean rsa = keys.getPublic().getAlgorithm().equals("RSA");
        byte[] kind = der(SEQUENCE, hex(rsa ? SHA256_WITH_RSA : SHA256_WITH_ECDSA));
        byte[] body =
                der(
                        SEQUENCE,
                        der(0x02, BigInteger.valueOf(from.getEpochSecond()).toByteArray()),
                        kind,
                        name(),
                        der(SEQUENCE, time(from), time(from.plus(Duration.ofDays(1)))),
                        name(),
                        keys.getPublic().getEncoded());
        Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        return der(SEQUENCE, body, kind, der(0x03, new byte[1], signature.sign()));
    }

    private static byte[] name() {
        byte[] text = der(0x0c, "mail.test.example".getBytes(StandardCharsets.US_ASCII));
        return der(SEQUENCE, der(SET, der(SEQUENCE, hex(COMMON_NAME), text)));
    }

    private static byte[] time(Instant instant) {
        String text =
                DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                        .withZone(ZoneOffset.UTC)
                        .format(instant);
        return der(0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(contents::writeBytes);
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (contents.size() >= 0x80) {
            element.write(0x82);
            element.write(contents.size() >> 8);
        }
        element.write(contents.size());
        element.writeBytes(contents.toByteArray());
        return element.toByteArray();
    }

    /** {@return the certificate in PEM} */
    public String pem() {
        return block("CERTIFICATE", certificate);
    }

    /** {@return the key in PEM, as today's tools write it} */
    public String key() {
        return block("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** {@return the key in the form of its own kind: PKCS #1 or SEC 1} */
    public String oldKey() {
        byte[] whole = keys.getPrivate().getEncoded();
        // The last element of PKCS #8 is an octet string, and the key is in it.
        for (int at = 3; at < whole.length; at++) {
            byte[] rest = Arrays.copyOfRange(whole, at, whole.length);
            if (rest[0] == SEQUENCE && Arrays.equals(rest, der(SEQUENCE, inside(rest)))) {
                return block(keys.getPrivate().getAlgorithm() + " PRIVATE KEY", rest);
            }
        }
        throw new AssertionError("no key in a key");
    }

    private static byte[] inside(byte[] sequence) {
        int length = sequence[1] & 0xff;
        int start = length < 0x80 ? 2 : 2 + (length & 0x7f);
        return Arrays.copyOfRange(sequence, Math.min(start, sequence.length), sequence.length);
    }

    private static String block(String label, byte[] octets) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        label,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets),
                        label);
    }
}
