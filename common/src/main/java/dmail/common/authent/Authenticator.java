package dmail.common.authent;

import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import java.net.InetAddress;
import java.util.Set;

/**
 * The users: who exists, and whose password is right. May block for as long as {@code
 * authent_timeout}; safe for many threads.
 */
public interface Authenticator extends AutoCloseable {
    /**
     * Checks a name and password.
     *
     * @param name as the data base knows it, for instance {@code bob}, {@code acme_bob} or {@code
     *     bob@acme.example}
     * @param client where the user connects from, handed on to helper programs
     */
    Verdict check(String name, Password password, InetAddress client);

    /** Asks whether a user exists, without a password. */
    Verdict lookup(String name);

    /**
     * {@return what is kept of a user's password, for logins that don't send it; data bases that
     * show nobody what they keep have none}
     */
    default StoredSecret storedSecret(String name) {
        return new StoredSecret.None("");
    }

    /** {@return which of these logins users can use now} */
    default Set<ChallengeMechanism> challengeMechanisms() {
        return Set.of();
    }

    /** Forgets cached answers; the next question is asked anew. */
    void clearCache();

    /** Ends helpers and threads. */
    @Override
    void close();
}
