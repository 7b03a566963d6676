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
 * @param connectedTo the address that the client has reached, which may decide the domain of a user
 *     name
 * @param listener where it was accepted
 * @param identity what we are called in this session
 */
public record ConnectionInfo(
        Upgrade upgrade,
        boolean atOnce,
        boolean submission,
        InetAddress connectedTo,
        ListenerInfo listener,
        Identity identity) {
    /**
     * The listener that has accepted it.
     *
     * @param name its name in dmail.conf; empty for programs of this host, which have none
     * @param requiresTls whether a client must start TLS before it sends mail
     * @param isControl whether only commands of administrators are taken
     */
    public record ListenerInfo(String name, boolean requiresTls, boolean isControl) {
        /** No listener. */
        static final ListenerInfo NONE = new ListenerInfo("", false, false);
    }

    /** {@return the connection of a program of this host} */
    public static ConnectionInfo local(Domain host) {
        return new ConnectionInfo(
                Upgrade.NONE,
                false,
                false,
                InetAddress.getLoopbackAddress(),
                ListenerInfo.NONE,
                Identity.of(host));
    }

    /** {@return our name in this session} */
    String host() {
        return identity.name().name();
    }
}
