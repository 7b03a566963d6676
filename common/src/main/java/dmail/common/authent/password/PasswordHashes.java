package dmail.common.authent.password;

import dmail.common.system.Crypt;
import dmail.common.system.SystemBusyException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/** Checks passwords against all forms of hashes that a users file may have, and makes new ones. */
@SuppressWarnings("exports") // crypt(3) is for this module alone.
public final class PasswordHashes {
    private static final String CRYPT_PREFIX = "{CRYPT}";

    /** Before a password in clear text, which only APOP needs. */
    public static final String PLAIN_PREFIX = "{PLAIN}";

    private final Crypt crypt;
    private final ScramCheck scramCheck;

    /**
     * SCRAM hashes may be computed on all processors, but in the order in which they came: so
     * others get their turn between the many of somebody who guesses.
     */
    private final Semaphore processors =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /** Compares a password with a SCRAM hash, which takes long on purpose. */
    @FunctionalInterface
    public interface ScramCheck {
        boolean matches(ScramHash hash, Password password);
    }

    public PasswordHashes(Crypt crypt) {
        this(crypt, ScramHash::matches);
    }

    public PasswordHashes(Crypt crypt, ScramCheck scramCheck) {
        this.crypt = crypt;
        this.scramCheck = scramCheck;
    }

    /** {@return a hash of this password with a new salt} */
    public static String hash(Password password, RandomGenerator random) {
        return ScramHash.of(password, random).toString();
    }

    /** {@return whether a password can match; none matches {@code *} or {@code !}} */
    public static boolean isUsable(String hash) {
        return ScramHash.parse(hash).isPresent()
                || plain(hash).isPresent()
                || isCrypt(withoutPrefix(hash));
    }

    /** {@return the password, if it is stored in clear text} */
    public static Optional<String> plain(String hash) {
        return hash.startsWith(PLAIN_PREFIX) && hash.length() > PLAIN_PREFIX.length()
                ? Optional.of(hash.substring(PLAIN_PREFIX.length()))
                : Optional.empty();
    }

    private static String withoutPrefix(String hash) {
        return hash.startsWith(CRYPT_PREFIX) ? hash.substring(CRYPT_PREFIX.length()) : hash;
    }

    /**
     * {@return whether the password matches the hash} A hash of an unknown form, such as {@code *},
     * matches no password.
     */
    public boolean matches(String hash, Password password) throws SystemBusyException {
        Optional<ScramHash> scram = ScramHash.parse(hash);
        if (scram.isPresent()) {
            return matchesScram(scram.get(), password);
        }
        Optional<String> plain = plain(hash);
        if (plain.isPresent()) {
            byte[] kept = plain.get().getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(kept, password.octets());
        }
        String setting = withoutPrefix(hash);
        return isCrypt(setting) && matchesCrypt(setting, password);
    }

    private boolean matchesScram(ScramHash hash, Password password) {
        processors.acquireUninterruptibly();
        try {
            return scramCheck.matches(hash, password);
        } finally {
            processors.release();
        }
    }

    /** The forms of crypt(5): {@code $id$…}, and the two old ones of DES. */
    private static boolean isCrypt(String hash) {
        return hash.matches(
                "\\$[0-9a-z]{1,8}\\$[\\x21-\\x7e]+|[./0-9A-Za-z]{13}|_[./0-9A-Za-z]{19}");
    }

    private boolean matchesCrypt(String hash, Password password) throws SystemBusyException {
        for (byte octet : password.octets()) {
            if (octet == 0) {
                return false;
            }
        }
        Optional<String> given = crypt.hash(password.octets(), hash);
        return given.isPresent()
                && MessageDigest.isEqual(
                        given.get().getBytes(StandardCharsets.US_ASCII),
                        hash.getBytes(StandardCharsets.US_ASCII));
    }
}
