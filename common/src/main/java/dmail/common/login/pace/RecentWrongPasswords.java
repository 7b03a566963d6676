package dmail.common.login.pace;

import dmail.common.login.BoundedMap;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which wrong passwords have been counted: a mail program tries the one it has again and again, by
 * each mechanism, and that is one mistake. Kept are hashes with a key that dies with the process.
 * Safe for many threads.
 */
final class RecentWrongPasswords {
    private static final int MOST = 10_000;

    /** A program that tries by a proof and then by the password does both within this time. */
    private static final long SAME_TRY = Duration.ofSeconds(30).toNanos();

    private static final byte[] NOTHING = {};

    private final SecretKeySpec key;

    /** When somebody somewhere has shown a wrong proof, unless a wrong password has followed. */
    private final BoundedMap<String, Long> proofs = new BoundedMap<>(MOST);

    private final BoundedMap<String, Boolean> counted = new BoundedMap<>(MOST);

    RecentWrongPasswords(RandomGenerator random) {
        byte[] drawn = new byte[32];
        random.nextBytes(drawn);
        this.key = new SecretKeySpec(drawn, "HmacSHA256");
    }

    /**
     * Notes a wrong proof. Each counts, for nobody can tell what password it was made of; so the
     * password that follows it is taken for the same.
     */
    void showedProof(ClientNetwork client, String account, long now) {
        String who = hash(client, account, NOTHING);
        synchronized (counted) {
            proofs.put(who, now);
        }
    }

    /**
     * {@return whether somebody there tries this wrong password for the first time, as far as we
     * remember, and not right after a proof}
     */
    boolean isNew(ClientNetwork client, String account, byte[] password, long now) {
        String guess = hash(client, account, password);
        String who = hash(client, account, NOTHING);
        synchronized (counted) {
            Long proof = proofs.remove(who);
            boolean isFirst = counted.put(guess, true) == null;
            return isFirst && (proof == null || now - proof > SAME_TRY);
        }
    }

    private String hash(ClientNetwork client, String account, byte[] password) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update(client.octets().duplicate());
            mac.update((byte) 0);
            mac.update(account.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has HMAC-SHA-256", e);
        }
    }
}
