package dmail.common.login;

import dmail.common.authent.StoredSecret;
import dmail.common.authent.password.ChallengeMechanism;
import dmail.common.authent.password.Password;
import java.net.InetAddress;
import java.util.Set;

/** Lets users in. Settings behind it may change from call to call; any may block for a while. */
public interface Logins {
    /**
     * So many failed logins end a connection. Mail programs try a wrong password three times, by
     * PLAIN, LOGIN and the protocol's own way, before they ask for another over the same
     * connection; a person gets five tries. Who guesses is slowed down otherwise, see {@link
     * LoginPace}.
     */
    int MOST_FAILURES = 15;

    /**
     * Checks a login when its turn has come; then it may block for as long as {@code
     * authent_timeout}.
     */
    Lookup login(String name, Password password, Caller caller);

    /** Lets one in who proves to know the password; waits for its turn before it judges that. */
    Lookup prove(String name, Proof proof, Caller caller);

    /**
     * {@return what is kept of a user's password}
     *
     * @param connectedTo our own end of the connection, which may decide the domain
     */
    StoredSecret storedSecret(String name, InetAddress connectedTo);

    /** {@return which logins without a password on the wire are possible now} */
    Set<ChallengeMechanism> challengeMechanisms();
}
