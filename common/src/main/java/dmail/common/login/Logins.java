package dmail.common.login;

import dmail.common.authent.StoredSecret;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import java.net.InetAddress;
import java.util.Set;

/** Checks logins. The settings may change between calls; any call may block for a while. */
public interface Logins {
    /**
     * Failed logins after which a connection is closed. Mail programs try a wrong password three
     * times, by PLAIN, LOGIN and the protocol's own way, before they ask for another on the same
     * connection; so a person gets five tries. Guessing is slowed down by other means, see {@code
     * LoginPace}.
     */
    int MOST_FAILURES = 15;

    /**
     * Waits for the login's turn and checks it; that may block for up to {@code authent_timeout}.
     */
    Lookup login(String name, Password password, Caller caller);

    /** Waits for the login's turn and checks a proof that the client knows the password. */
    Lookup prove(String name, Proof proof, Caller caller);

    /**
     * {@return the stored secret of a user}
     *
     * @param connectedTo this server's address, which may decide the domain
     */
    StoredSecret storedSecret(String name, InetAddress connectedTo);

    /** {@return the challenge mechanisms that users can log in with now} */
    Set<ChallengeMechanism> challengeMechanisms();
}
