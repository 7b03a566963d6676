package dmail.pop.session;

import dmail.common.authent.StoredSecret;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.PasswordHashes;
import dmail.common.login.Lookup;
import dmail.common.login.Proof;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** APOP (RFC 1939 section 7), possible where every user's password is stored in clear text. */
final class Apop {
    /**
     * The time stamp of the greeting, from which the client makes its digest; empty without APOP.
     */
    private final String stamp;

    private Apop(String stamp) {
        this.stamp = stamp;
    }

    /** {@return a session's APOP; the stamp is random, so that no digest can be used twice} */
    static Apop of(SessionParts parts) {
        boolean offered =
                parts.rules().apop()
                        && parts.mailboxes()
                                .challengeMechanisms()
                                .contains(ChallengeMechanism.APOP);
        return new Apop(offered ? stamp(parts) : "");
    }

    private static String stamp(SessionParts parts) {
        long drawn = parts.security().random().nextLong();
        return "<"
                + HexFormat.of().toHexDigits(drawn)
                + "."
                + parts.client().id()
                + "@"
                + parts.rules().host()
                + ">";
    }

    boolean isOffered() {
        return !stamp.isEmpty();
    }

    /** {@return the greeting, which shows the stamp where there is APOP} */
    String greeting(String text) {
        return isOffered() ? text + " " + stamp : text;
    }

    Lookup check(String name, String digest, SessionParts parts) {
        return switch (parts.mailboxes().storedSecret(name, parts.client().connectedTo())) {
            case StoredSecret.Unavailable(String why) -> new Lookup.Unavailable(why);
            case StoredSecret.None _ -> prove(name, digest, "", parts);
            case StoredSecret.Kept(String secret, _) ->
                    prove(name, digest, PasswordHashes.plain(secret).orElse(""), parts);
        };
    }

    /**
     * @param password empty when the user has none that is kept
     */
    private Lookup prove(String name, String digest, String password, SessionParts parts) {
        Proof proof =
                new Proof(() ->
                        isRight(digest, password) && !password.isEmpty()
                                ? Optional.empty()
                                : Optional.of("wrong digest"));
        return parts.mailboxes().prove(name, proof, parts.caller());
    }

    private boolean isRight(String digest, String password) {
        byte[] right = md5(stamp + password);
        return MessageDigest.isEqual(
                HexFormat.of().formatHex(right).getBytes(StandardCharsets.US_ASCII),
                digest.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each JDK has MD5", e);
        }
    }
}
