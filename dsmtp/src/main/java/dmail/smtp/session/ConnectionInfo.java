package dmail.smtp.session;

import dmail.common.tls.Upgrade;
import java.net.InetAddress;

/**
 * How a client has come in.
 *
 * @param upgrade its way to encryption
 * @param atOnce whether it is greeted only then
 * @param submission whether it must log in to send mail (RFC 6409 section 4.3)
 * @param connectedTo our own end of the connection, which may decide whose user a name is
 */
public record ConnectionInfo(
        Upgrade upgrade, boolean atOnce, boolean submission, InetAddress connectedTo) {
    /** As programs of this host come. */
    public static final ConnectionInfo LOCAL =
            new ConnectionInfo(Upgrade.NONE, false, false, InetAddress.getLoopbackAddress());
}
