package dmail.pop.session;

import dmail.common.authent.KeptSecret;
import dmail.common.authent.PasswordHashes;
import dmail.common.authent.Wordless;
import dmail.common.login.Lookup;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The login by a digest (RFC 1939 section 7), for users whose password itself is kept. */
final class Apop {
    /** What the client's digest is made of besides the password; empty when there is no APOP. */
    private final String stamp;

    private Apop(String stamp) {
        this.stamp = stamp;
    }

    /** {@return what a session offers; the stamp is drawn, so that no digest is good twice} */
    static Apop of(SessionParts parts) {
        boolean offered =
                parts.rules().apop() && parts.mailboxes().wordless().contains(Wordless.APOP);
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
        Client client = parts.client();
        return switch (parts.mailboxes().kept(name, client.connectedTo())) {
            case KeptSecret.Unavailable(String why) -> new Lookup.Unavailable(why);
            case KeptSecret.None() -> wrong(name, "no such user", parts);
            case KeptSecret.Kept(String secret) ->
                    PasswordHashes.plain(secret)
                            .filter(password -> isRight(digest, password))
                            .map(_ ->
                                    parts.mailboxes()
                                            .proved(name, client.connectedTo(), client.address()))
                            .orElseGet(() -> wrong(name, "wrong digest", parts));
        };
    }

    private static Lookup wrong(String name, String why, SessionParts parts) {
        parts.mailboxes().disproved(name, parts.client().address());
        return new Lookup.Rejected(why);
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
