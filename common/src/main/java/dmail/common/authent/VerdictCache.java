package dmail.common.authent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Caches positive answers for a while. Of a password it keeps a hash with a key that is only in
 * this process's memory. Negative answers aren't cached, so a new user can log in at once.
 */
final class VerdictCache implements Authenticator {
    /**
     * How long an old password may still work after it was changed in another system's data base.
     */
    static final Duration LIFE = Duration.ofMinutes(5);

    private final Authenticator users;
    private final LongSupplier generation;
    private final AtomicLong clearings = new AtomicLong();
    private final Cache<String, Kept> lookups;
    private final Cache<String, Kept> checks;
    private final SecretKeySpec key;

    /**
     * A positive answer.
     *
     * @param age state of the users when they were asked
     * @param proof keyed hash of the password, empty for a look-up without password
     */
    private record Kept(Age age, String proof, Accepted accepted) {}

    /**
     * An answer counts only as long as the users haven't changed and the cache hasn't been cleared.
     */
    private record Age(long generation, long clearings) {}

    /**
     * Puts a cache in front of a user data base.
     *
     * @param generation changes when the users do
     * @param entries how many answers are cached
     */
    VerdictCache(
            Authenticator users,
            LongSupplier generation,
            int entries,
            Ticker ticker,
            RandomGenerator random) {
        this.users = users;
        this.generation = generation;
        this.lookups = cache(entries, ticker);
        this.checks = cache(entries, ticker);
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    private static Cache<String, Kept> cache(int entries, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(entries)
                .expireAfterWrite(LIFE)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private Age age() {
        return new Age(generation.getAsLong(), clearings.get());
    }

    @Override
    public Verdict check(String name, Password password, InetAddress client) {
        Age age = age();
        String proof = proof(name, password);
        Kept kept = checks.getIfPresent(name);
        if (kept != null && kept.age().equals(age) && isEqual(kept.proof(), proof)) {
            return kept.accepted();
        }
        Verdict verdict = users.check(name, password, client);
        if (verdict instanceof Accepted accepted) {
            checks.put(name, new Kept(age, proof, accepted));
        }
        return verdict;
    }

    @Override
    public Verdict lookup(String name) {
        Age age = age();
        Kept kept = lookups.getIfPresent(name);
        if (kept != null && kept.age().equals(age)) {
            return kept.accepted();
        }
        Verdict verdict = users.lookup(name);
        if (verdict instanceof Accepted accepted) {
            lookups.put(name, new Kept(age, "", accepted));
        }
        return verdict;
    }

    @Override
    public StoredSecret storedSecret(String name) {
        return users.storedSecret(name);
    }

    @Override
    public Set<ChallengeMechanism> challengeMechanisms() {
        return users.challengeMechanisms();
    }

    private String proof(String name, Password password) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update(name.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.octets()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has HMAC-SHA-256", e);
        }
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void clearCache() {
        clearings.incrementAndGet();
        lookups.invalidateAll();
        checks.invalidateAll();
        users.clearCache();
    }

    @Override
    public void close() {
        users.close();
    }
}
