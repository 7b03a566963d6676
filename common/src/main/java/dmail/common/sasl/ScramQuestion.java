package dmail.common.sasl;

import dmail.common.authent.password.Password;
import dmail.common.authent.password.ScramHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's side of {@link ScramProof}: sends one request, and checks that the server knows the
 * secret.
 */
public final class ScramQuestion {
    private static final int NONCE_OCTETS = 18;

    /**
     * RFC 7677 section 4: with fewer iterations a password is easy to guess, so a false server
     * might ask for them.
     */
    private static final int FEWEST_ITERATIONS = 4096;

    private static final int MOST_ITERATIONS = 2_000_000;
    private static final Pattern SERVER_FIRST =
            Pattern.compile("r=([!-+\\--~]+),s=([A-Za-z0-9+/=]+),i=([1-9][0-9]{0,6})");

    private final Password password;
    private final String request;
    private final String nonce;
    private byte[] expected = new byte[0];

    public ScramQuestion(Password password, String request, RandomGenerator random) {
        byte[] drawn = new byte[NONCE_OCTETS];
        random.nextBytes(drawn);
        this.password = password;
        this.request = request;
        this.nonce = Base64.getEncoder().encodeToString(drawn);
    }

    /** {@return the client's first message} */
    public String clientFirst() {
        return "n,," + bareFirst();
    }

    private String bareFirst() {
        return "n=manager,r=" + nonce;
    }

    /** {@return the client's last message, or empty when the server's was invalid} */
    public Optional<String> clientFinal(String serverFirst) {
        Matcher first = SERVER_FIRST.matcher(serverFirst);
        if (!first.matches() || !first.group(1).startsWith(nonce)) {
            return Optional.empty();
        }
        int iterations = Integer.parseInt(first.group(3));
        if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
            return Optional.empty();
        }
        byte[] salt;
        try {
            salt = Base64.getDecoder().decode(first.group(2));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        byte[] salted = ScramHash.saltedPassword(password.octets(), salt, iterations);
        String asked = Base64.getEncoder().encodeToString(request.getBytes(StandardCharsets.UTF_8));
        String withoutProof = "c=biws,r=" + first.group(1) + ",q=" + asked;
        String message = bareFirst() + "," + serverFirst + "," + withoutProof;
        byte[] clientKey = ScramHash.hmac(salted, "Client Key");
        byte[] proof =
                ScramProof.xor(clientKey, ScramHash.hmac(ScramProof.sha256(clientKey), message));
        expected = ScramHash.hmac(ScramHash.hmac(salted, "Server Key"), message);
        return Optional.of(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof));
    }

    /** {@return whether the server knows the secret} */
    public boolean isAnsweredBy(String serverFinal) {
        String right = "v=" + Base64.getEncoder().encodeToString(expected);
        return expected.length > 0
                && MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.US_ASCII),
                        serverFinal.getBytes(StandardCharsets.UTF_8));
    }
}
