package dmail.common.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
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
    private static final int OCTET_STRING = 0x04;
    private static final String COMMON_NAME = "0603550403";
    private static final String ALTERNATIVE_NAMES = "0603551d11";
    private static final byte[] VERSION_3 = {(byte) 0xa0, 3, 2, 1, 2};
    private static final Duration LIFE = Duration.ofDays(60);
    private static final String SHA256_WITH_RSA = "06092a864886f70d01010b0500";
    private static final String SHA256_WITH_ECDSA = "06082a8648ce3d040302";

    private final KeyPair keys;
    private final byte[] certificate;

    private TestCertificate(KeyPair keys, byte[] certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** {@return one of an elliptic curve, good now and for weeks} */
    public static TestCertificate good() {
        return named("mail.test.example");
    }

    /** {@return one for these host names, the first of which is its common name} */
    public static TestCertificate named(String... names) {
        return of("EC", Instant.now().minus(Duration.ofHours(12)), names);
    }

    /**
     * {@return one that holds for sixty days}
     *
     * @param algorithm EC or RSA
     */
    public static TestCertificate of(String algorithm, Instant from) {
        return of(algorithm, from, "mail.test.example");
    }

    /**
     * {@return one that holds for sixty days, for these host names}
     *
     * @param algorithm EC or RSA
     */
    public static TestCertificate of(String algorithm, Instant from, String... names) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
            KeyPair keys = generator.generateKeyPair();
            return new TestCertificate(keys, signed(keys, from, names));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] signed(KeyPair keys, Instant from, String... names)
            throws GeneralSecurityException {
        boolean rsa = keys.getPublic().getAlgorithm().equals("RSA");
        byte[] kind = der(SEQUENCE, hex(rsa ? SHA256_WITH_RSA : SHA256_WITH_ECDSA));
        byte[] body =
                der(
                        SEQUENCE,
                        VERSION_3,
                        der(0x02, BigInteger.valueOf(from.getEpochSecond()).toByteArray()),
                        kind,
                        name(names[0]),
                        der(SEQUENCE, time(from), time(from.plus(LIFE))),
                        name(names[0]),
                        keys.getPublic().getEncoded(),
                        alternatives(names));
        Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        return der(SEQUENCE, body, kind, der(0x03, new byte[1], signature.sign()));
    }

    private static byte[] alternatives(String... names) {
        ByteArrayOutputStream others = new ByteArrayOutputStream();
        for (int i = 1; i < names.length; i++) {
            others.writeBytes(der(0x82, names[i].getBytes(StandardCharsets.US_ASCII)));
        }
        if (others.size() == 0) {
            return new byte[0];
        }
        byte[] value = der(OCTET_STRING, der(SEQUENCE, others.toByteArray()));
        return der(0xa3, der(SEQUENCE, der(SEQUENCE, hex(ALTERNATIVE_NAMES), value)));
    }

    private static byte[] name(String commonName) {
        byte[] text = der(0x0c, commonName.getBytes(StandardCharsets.US_ASCII));
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

    /** {@return both in PKCS #12, in the form that Java writes} */
    public byte[] pkcs12(String password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "mail",
                    keys.getPrivate(),
                    password.toCharArray(),
                    new Certificate[] {
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(certificate))
                    });
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            store.store(octets, password.toCharArray());
            return octets.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
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
