package dmail.common.authent;

import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import java.net.InetAddress;
import java.util.Set;

/**
 * The user data base: which users exist, and whether a password is right. A call may block for up
 * to {@code authent_timeout}. Thread-safe.
 */
public interface Authenticator extends AutoCloseable {
    /**
     * Checks a name and password.
     *
     * @param name as in the user data base, for instance {@code bob}, {@code acme_bob} or {@code
     *     bob@acme.example}
     * @param client the client's address, for helper programs
     */
    Verdict check(String name, Password password, InetAddress client);

    /** Looks up whether a user exists, without a password. */
    Verdict lookup(String name);

    /**
     * {@return the stored secret of a user, for challenge mechanisms; none if the user data base
     * doesn't reveal it}
     */
    default StoredSecret storedSecret(String name) {
        return new StoredSecret.None("");
    }

    /** {@return which of these mechanisms users can log in with now} */
    default Set<ChallengeMechanism> challengeMechanisms() {
        return Set.of();
    }

    /** Clears the cache; the next question is asked again. */
    void clearCache();

    /** Stops helpers and threads. */
    @Override
    void close();
}
