package dmail.smtp.session;

import dmail.common.address.Domain;
import dmail.common.identity.Identity;
import dmail.common.tls.Upgrade;
import java.net.InetAddress;

/**
 * The circumstances of a connection.
 *
 * @param upgrade starts TLS
 * @param atOnce whether TLS comes before the greeting
 * @param submission whether a login is required to send mail (RFC 6409 section 4.3)
 * @param connectedTo the local address, which may decide the domain of a user name
 * @param identity what we are called in this session
 */
public record ConnectionInfo(
        Upgrade upgrade,
        boolean atOnce,
        boolean submission,
        InetAddress connectedTo,
        Identity identity) {
    /** {@return the connection of a program of this host} */
    public static ConnectionInfo local(Domain host) {
        return new ConnectionInfo(
                Upgrade.NONE, false, false, InetAddress.getLoopbackAddress(), Identity.of(host));
    }

    /** {@return our name in this session} */
    String host() {
        return identity.name().name();
    }
}
