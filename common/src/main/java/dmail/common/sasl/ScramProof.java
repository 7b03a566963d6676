package dmail.common.sasl;

import dmail.common.authent.ManagerPassword;
import dmail.common.authent.StoredSecret;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.authent.password.ScramHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677). The proof covers the other attributes of
 * the client's last message too: a control program puts its request into an attribute {@code q},
 * which then can't be changed on the way or sent a second time.
 */
public final class ScramProof {
    private static final int NONCE_OCTETS = 18;
    private static final Pattern FINAL =
            Pattern.compile(
                    "(c=([A-Za-z0-9+/=]+),r=([!-+\\--~]+)((?:,[a-zA-Z]=[^,]*)*)),p=([A-Za-z0-9+/=]+)");

    private static final Pattern REQUEST = Pattern.compile(",q=([A-Za-z0-9+/=]+)");

    private final ScramHash shown;
    private final Supplier<ScramHash> secret;
    private final ScramFirst first;
    private final String nonce;

    /**
     * @param shown salt and iterations for the client, sent before it proves anything
     * @param secret the keys; may take long to derive
     */
    private ScramProof(
            ScramHash shown, Supplier<ScramHash> secret, ScramFirst first, String nonce) {
        this.shown = shown;
        this.secret = secret;
        this.first = first;
        this.nonce = nonce;
    }

    /** Derives the keys from a password, with the salt and iterations shown. */
    @FunctionalInterface
    public interface Making {
        ScramHash of(String password, ScramHash shown);
    }

    /**
     * A right proof.
     *
     * @param request the client's request, empty when it only logs in
     * @param serverFinal the server's last message, which proves that it knows the secret, too
     */
    public record Proved(String request, String serverFinal) {}

    /**
     * {@return an exchange about a secret of {@link ManagerPassword}; any other text matches no
     * password}
     */
    public static ScramProof begin(String secret, ScramFirst first, RandomGenerator random) {
        return begin(new StoredSecret.Kept(secret, ""), first, random, ScramHash::ofKnown);
    }

    /**
     * {@return an exchange about an entry of a users file, or the decoy of a user who doesn't
     * exist: the client can't tell the two apart}
     */
    public static ScramProof begin(
            StoredSecret.Kept kept, ScramFirst first, RandomGenerator random) {
        return begin(kept, first, random, ScramHash::ofKnown);
    }

    /**
     * Begins an exchange. For a password stored in clear text the keys are derived late: derived
     * now, the time it takes would reveal that the user exists.
     */
    public static ScramProof begin(
            StoredSecret.Kept kept, ScramFirst first, RandomGenerator random, Making making) {
        byte[] drawn = new byte[NONCE_OCTETS];
        random.nextBytes(drawn);
        String nonce = first.nonce() + Base64.getEncoder().encodeToString(drawn);
        // Both are parsed whether or not there is such a user, so that the times are equal.
        ScramHash decoy = ScramHash.parse(kept.decoy()).orElseGet(() -> ScramHash.ofNobody(random));
        ScramHash shown = ScramHash.parse(kept.text()).orElse(decoy);
        Supplier<ScramHash> keys =
                () ->
                        PasswordHashes.plain(kept.text())
                                .map(text -> making.of(text, shown))
                                .orElse(shown);
        return new ScramProof(shown, keys, first, nonce);
    }

    /** {@return the server's first message} */
    public String serverFirst() {
        return "r=" + nonce + ",s=" + shown.salt() + ",i=" + shown.iterations();
    }

    /** {@return the request, if the client knows the password} */
    public Optional<Proved> check(String clientFinal) {
        Matcher last = FINAL.matcher(clientFinal);
        if (!last.matches()
                || !last.group(2).equals(first.boundTo())
                || !last.group(3).equals(nonce)) {
            return Optional.empty();
        }
        String message = first.bare() + "," + serverFirst() + "," + last.group(1);
        ScramHash keys = secret.get();
        byte[] storedKey = Base64.getDecoder().decode(keys.storedKey());
        byte[] clientKey = xor(decoded(last.group(5)), ScramHash.hmac(storedKey, message));
        if (!MessageDigest.isEqual(storedKey, sha256(clientKey))) {
            return Optional.empty();
        }
        byte[] serverKey = Base64.getDecoder().decode(keys.serverKey());
        String signature = Base64.getEncoder().encodeToString(ScramHash.hmac(serverKey, message));
        return Optional.of(new Proved(request(last.group(4)), "v=" + signature));
    }

    private static String request(String attributes) {
        Matcher request = REQUEST.matcher(attributes);
        return request.matches()
                ? new String(decoded(request.group(1)), StandardCharsets.UTF_8)
                : "";
    }

    /** Invalid base64 decodes to no octets, which prove nothing. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The result has the second one's length, so that a short proof is a wrong one. */
    static byte[] xor(byte[] one, byte[] other) {
        byte[] result = other.clone();
        for (int i = 0; i < Math.min(one.length, result.length); i++) {
            result[i] ^= one[i];
        }
        return result;
    }

    static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }
}
