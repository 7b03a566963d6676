package dmail.common.authent;

import dmail.common.address.IpLiteral;
import dmail.common.authent.password.Password;
import dmail.common.system.PamCheck;
import dmail.common.system.PasswdEntry;
import dmail.common.system.SystemBusyException;
import java.net.InetAddress;
import java.util.Optional;

/** Passwords checked by PAM. It is asked about unknown names as well, so that they take as long. */
record PamPasswords(PamCheck pam) implements UnixPasswords {
    @Override
    public PamCheck.Answer check(
            String name, Optional<PasswdEntry> user, Password password, InetAddress client)
            throws SystemBusyException {
        return pam.check(
                user.map(PasswdEntry::name).orElse(name),
                password.octets(),
                IpLiteral.text(client));
    }
}
