package dmail.common.authent;

import dmail.common.authent.password.Password;
import dmail.common.system.PamCheck;
import dmail.common.system.PasswdEntry;
import dmail.common.system.SystemBusyException;
import java.net.InetAddress;
import java.util.Optional;

/** Checks the passwords of the operating system's users. */
interface UnixPasswords {
    /**
     * Checks a password; takes the same time for all names.
     *
     * @param name as it was asked for
     * @param user of that name, if there is one
     * @throws SystemBusyException when the system can't answer now
     */
    PamCheck.Answer check(
            String name, Optional<PasswdEntry> user, Password password, InetAddress client)
            throws SystemBusyException;
}
