package dmail.common.authent;

import dmail.common.authent.password.Password;
import dmail.common.system.PamCheck;
import dmail.common.system.PasswdEntry;
import dmail.common.system.SystemBusyException;
import java.net.InetAddress;
import java.util.Optional;

/** How the passwords of the operating system's users are checked. */
interface UnixPasswords {
    /**
     * Checks one, with the same work for everybody.
     *
     * @param name as it was asked for
     * @param user whom it names, if anybody
     * @throws SystemBusyException when the system can't tell now
     */
    PamCheck.Answer check(
            String name, Optional<PasswdEntry> user, Password password, InetAddress client)
            throws SystemBusyException;
}
