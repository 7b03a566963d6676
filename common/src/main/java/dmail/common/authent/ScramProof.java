package dmail.common.authent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677) for one request. The request is part of
 * what the client proves, in an attribute {@code q} of its last message: nobody on the way can put
 * another in its place, or send it a second time.
 */
public final class ScramProof {
    private static final int NONCE_OCTETS = 18;
    private static final Pattern FIRST = Pattern.compile("n,,(n=[^,]+,r=([!-+\\--~]{16,128}))");
    private static final Pattern FINAL =
            Pattern.compile("(c=biws,r=([!-+\\--~]+),q=([A-Za-z0-9+/=]+)),p=([A-Za-z0-9+/=]+)");

    private final ScramHash secret;
    private final String clientFirst;
    private final String nonce;

    private ScramProof(ScramHash secret, String clientFirst, String nonce) {
        this.secret = secret;
        this.clientFirst = clientFirst;
        this.nonce = nonce;
    }

    /**
     * What a client has proved.
     *
     * @param request what it asks for
     * @param serverFinal our last message, which proves that we know the secret, too
     */
    public record Proved(String request, String serverFinal) {}

    /**
     * {@return an exchange, unless the message is none of this kind}
     *
     * @param secret as {@link ManagerPassword} keeps it
     */
    public static Optional<ScramProof> begin(
            String secret, String clientFirst, RandomGenerator random) {
        Matcher first = FIRST.matcher(clientFirst);
        Optional<ScramHash> hash = ScramHash.parse(secret);
        if (!first.matches() || hash.isEmpty()) {
            return Optional.empty();
        }
        byte[] drawn = new byte[NONCE_OCTETS];
        random.nextBytes(drawn);
        String nonce = first.group(2) + Base64.getEncoder().encodeToString(drawn);
        return Optional.of(new ScramProof(hash.get(), first.group(1), nonce));
    }

    /** {@return our first message} */
    public String serverFirst() {
        return "r=" + nonce + ",s=" + secret.salt() + ",i=" + secret.iterations();
    }

    /** {@return the request, if the client knows the password} */
    public Optional<Proved> check(String clientFinal) {
        Matcher last = FINAL.matcher(clientFinal);
        if (!last.matches() || !last.group(2).equals(nonce)) {
            return Optional.empty();
        }
        String message = clientFirst + "," + serverFirst() + "," + last.group(1);
        byte[] storedKey = Base64.getDecoder().decode(secret.storedKey());
        byte[] clientKey = xor(decoded(last.group(4)), ScramHash.hmac(storedKey, message));
        if (!MessageDigest.isEqual(storedKey, sha256(clientKey))) {
            return Optional.empty();
        }
        byte[] serverKey = Base64.getDecoder().decode(secret.serverKey());
        String signature = Base64.getEncoder().encodeToString(ScramHash.hmac(serverKey, message));
        String request = new String(decoded(last.group(3)), StandardCharsets.UTF_8);
        return Optional.of(new Proved(request, "v=" + signature));
    }

    /** Octets that are no base64 come out as none, and prove nothing. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The second one's length counts, so that a short proof is a wrong one. */
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
