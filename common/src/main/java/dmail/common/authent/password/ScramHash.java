package dmail.common.authent.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A SCRAM-SHA-256 hash (RFC 5802 section 3, RFC 7677), in Dovecot's form: {@code
 * {SCRAM-SHA-256}iterations,salt,StoredKey,ServerKey}. It can't be used to log in.
 *
 * @param salt in base64, as are the keys
 */
public record ScramHash(int iterations, String salt, String storedKey, String serverKey) {
    static final String PREFIX = "{SCRAM-SHA-256}";

    /** RFC 7677 section 4 demands at least 4096, and more as computers get faster. */
    private static final int ITERATIONS = 15_000;

    /** A check with more would delay others too long, and no site needs it. */
    private static final int MOST_ITERATIONS = 2_000_000;

    /**
     * After this many iterations other threads run: otherwise a few passwords would occupy all
     * carriers of virtual threads, and each session would have to wait for a whole one. The thread
     * parks, since one that only yields continues before threads that come from elsewhere.
     */
    private static final int TURN = 1024;

    private static final int SALT_OCTETS = 16;
    private static final int KEY_OCTETS = 32;

    public static ScramHash of(Password password, RandomGenerator random) {
        byte[] salt = new byte[SALT_OCTETS];
        random.nextBytes(salt);
        return of(password, salt, ITERATIONS);
    }

    public static ScramHash of(Password password, byte[] salt, int iterations) {
        byte[] salted = saltedPassword(password.octets(), salt, iterations);
        return new ScramHash(
                iterations,
                encode(salt),
                encode(storedKey(salted)),
                encode(hmac(salted, "Server Key")));
    }

    /**
     * {@return the hash of a password in clear text}
     *
     * @param shown gives salt and iterations, which the client has been told
     */
    public static ScramHash ofKnown(String password, ScramHash shown) {
        return of(
                new Password(password.getBytes(StandardCharsets.UTF_8)),
                Base64.getDecoder().decode(shown.salt),
                shown.iterations);
    }

    /** {@return a hash of these keys, which match no password unless they were made of one} */
    public static ScramHash fitting(
            int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        return new ScramHash(iterations, encode(salt), encode(storedKey), encode(serverKey));
    }

    /** {@return a hash that matches no password} */
    public static ScramHash ofNobody(RandomGenerator random) {
        byte[] salt = new byte[SALT_OCTETS];
        byte[] key = new byte[KEY_OCTETS];
        random.nextBytes(salt);
        random.nextBytes(key);
        return fitting(ITERATIONS, salt, key, key);
    }

    /** {@return what SCRAM shows of it} */
    public PasswordForms.Shape shape() {
        return new PasswordForms.Shape(iterations, length(salt));
    }

    public static Optional<ScramHash> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] parts = text.substring(PREFIX.length()).split(",", -1);
        if (parts.length != 4 || !parts[0].matches("[1-9][0-9]{0,6}")) {
            return Optional.empty();
        }
        int iterations = Integer.parseInt(parts[0]);
        boolean good =
                iterations <= MOST_ITERATIONS
                        && length(parts[1]) > 0
                        && length(parts[2]) == KEY_OCTETS
                        && length(parts[3]) == KEY_OCTETS;
        return good
                ? Optional.of(new ScramHash(iterations, parts[1], parts[2], parts[3]))
                : Optional.empty();
    }

    private static int length(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException notBase64) {
            return -1;
        }
    }

    /** Takes the same time whether or not the password is right. */
    public boolean matches(Password password) {
        byte[] salted =
                saltedPassword(password.octets(), Base64.getDecoder().decode(salt), iterations);
        return MessageDigest.isEqual(storedKey(salted), Base64.getDecoder().decode(storedKey));
    }

    private static byte[] storedKey(byte[] salted) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    /** The function Hi of RFC 5802 section 2.2, which is PBKDF2 with one block. */
    public static byte[] saltedPassword(byte[] password, byte[] salt, int iterations) {
        Mac mac = mac(password.length == 0 ? new byte[1] : password);
        mac.update(salt);
        byte[] last = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] sum = last.clone();
        for (int i = 1; i < iterations; i++) {
            last = mac.doFinal(last);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= last[j];
            }
            if (i % TURN == 0) {
                LockSupport.parkNanos(1);
            }
        }
        return sum;
    }

    public static byte[] hmac(byte[] key, String text) {
        return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has HMAC-SHA-256", e);
        }
    }

    private static String encode(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    @Override
    public String toString() {
        return PREFIX + iterations + "," + salt + "," + storedKey + "," + serverKey;
    }
}
