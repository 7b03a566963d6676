package dmail.common.login.pace;

import dmail.common.login.Bounded;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which wrong passwords have been counted: a mail program tries the one it has again and again, by
 * each mechanism, and that is one mistake. Kept are hashes with a key that dies with the process.
 * Safe for many threads.
 */
final class Guesses {
    private static final int MOST = 10_000;

    private final SecretKeySpec key;
    private final Bounded<String, Boolean> counted = new Bounded<>(MOST);

    Guesses(RandomGenerator random) {
        byte[] drawn = new byte[32];
        random.nextBytes(drawn);
        this.key = new SecretKeySpec(drawn, "HmacSHA256");
    }

    /**
     * {@return whether somebody there tries this for the first time, as far as we remember}
     *
     * @param shown the password, or what was sent in its place
     */
    boolean isNew(ClientNetwork client, String account, byte[] shown) {
        String guess = hash(client, account, shown);
        synchronized (counted) {
            return counted.put(guess, true) == null;
        }
    }

    private String hash(ClientNetwork client, String account, byte[] shown) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update(client.octets().duplicate());
            mac.update((byte) 0);
            mac.update(account.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(shown));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has HMAC-SHA-256", e);
        }
    }
}
