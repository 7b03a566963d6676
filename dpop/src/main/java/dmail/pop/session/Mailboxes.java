package dmail.pop.session;

import dmail.common.authent.Password;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.pop.maildrop.Maildrops.Opening;
import java.io.IOException;
import java.net.InetAddress;

/** Lets users in and opens their mailboxes. Settings behind it may change from call to call. */
public interface Mailboxes {
    /**
     * Checks a login; may block for as long as {@code authent_timeout}.
     *
     * @param connectedTo our own end of the connection, which may decide the domain
     */
    Lookup login(String name, Password password, InetAddress connectedTo, InetAddress client);

    /**
     * Opens the mailbox of a user who has logged in.
     *
     * @throws IOException when it can't be had, for a reason to log
     */
    Opening open(Mailbox mailbox) throws IOException;
}
