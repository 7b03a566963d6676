package dmail.pop.session;

import dmail.common.login.Logins;
import dmail.common.login.Mailbox;
import dmail.common.memory.MemorySource;
import dmail.pop.maildrop.Maildrops.Opening;
import java.io.IOException;

/** Logs users in and opens their mailboxes. A reload may change the settings between calls. */
public interface Mailboxes extends Logins {
    /**
     * Opens the mailbox of a user who has logged in.
     *
     * @param memory of the session, which the mailbox takes from until it is closed
     * @throws IOException when it can't be had, for a reason to log
     */
    Opening open(Mailbox mailbox, MemorySource memory) throws IOException;
}
