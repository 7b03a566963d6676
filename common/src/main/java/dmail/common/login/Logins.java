package dmail.common.login;

import dmail.common.authent.KeptSecret;
import dmail.common.authent.Password;
import dmail.common.authent.Wordless;
import java.net.InetAddress;
import java.util.Set;

/** Lets users in. Settings behind it may change from call to call; any may block for a while. */
public interface Logins {
    /**
     * Checks a login; may block for as long as {@code authent_timeout}.
     *
     * @param connectedTo our own end of the connection, which may decide the domain
     */
    Lookup login(String name, Password password, InetAddress connectedTo, InetAddress client);

    /** Lets one in who has proved to know the password. */
    Lookup proved(String name, InetAddress connectedTo, InetAddress client);

    /** Hears that one has not proved to know the password; may wait, as for a wrong one. */
    default void disproved(String name, InetAddress client) {
        // Only where guessing is slowed down.
    }

    /** {@return what is kept of a user's password} */
    KeptSecret kept(String name, InetAddress connectedTo);

    /** {@return which logins without a password on the wire are possible now} */
    Set<Wordless> wordless();
}
