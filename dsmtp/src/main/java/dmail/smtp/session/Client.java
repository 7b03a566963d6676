package dmail.smtp.session;

import dmail.common.address.IpLiteral;
import dmail.smtp.message.Reception;
import java.net.InetAddress;

/**
 * The other end of a connection.
 *
 * @param address where it connects from
 * @param session the session's id in the log
 * @param origin what else is known
 */
public record Client(InetAddress address, String session, Origin origin) {
    /** The origin of a client. */
    public sealed interface Origin {
        /** The network, perhaps this host. */
        record Network() implements Origin {}

        /**
         * A proxy that connects for itself, or for a client whose address it doesn't know. That its
         * address is trusted says nothing of such a client.
         */
        record Proxy() implements Origin {}

        /**
         * A program on this host, as the kernel says.
         *
         * @param user whose process it is
         */
        record Program(String user) implements Origin {}

        /**
         * A program that left its mail in the pickup folder and is gone, so it gets no replies.
         *
         * @param user whose file it is
         */
        record Absent(String user) implements Origin {}
    }

    /** A client in the network. */
    public Client(InetAddress address, String session) {
        this(address, session, new Origin.Network());
    }

    /** {@return a proxy that names no client} */
    public static Client proxy(InetAddress address, String session) {
        return new Client(address, session, new Origin.Proxy());
    }

    /** {@return a connected program of this host} */
    public static Client present(InetAddress loopback, String session, String user) {
        return new Client(loopback, session, new Origin.Program(user));
    }

    /** {@return a program that left its mail and is gone} */
    public static Client absent(InetAddress loopback, String session, String user) {
        return new Client(loopback, session, new Origin.Absent(user));
    }

    /** {@return whether it is a program of this host, which may relay} */
    boolean isLocal() {
        return origin instanceof Origin.Program || origin instanceof Origin.Absent;
    }

    /** {@return whether it has the rights that lines give to its address} */
    boolean hasRightsOfAddress() {
        return !(origin instanceof Origin.Proxy);
    }

    /** {@return whether it is on this host, so that nobody sees what it sends} */
    boolean isOnThisHost() {
        return hasRightsOfAddress() && address.isLoopbackAddress();
    }

    /** {@return whether it is gone, so that only a report can tell of a refusal} */
    boolean isAbsent() {
        return origin instanceof Origin.Absent;
    }

    /** {@return its name for our Received header} */
    String receivedFrom(HeloName helo) {
        return switch (origin) {
            case Origin.Network(), Origin.Proxy() -> helo.name();
            case Origin.Program(var user) -> user + "@localhost";
            case Origin.Absent(var user) -> user + "@localhost";
        };
    }

    /** {@return how its mail comes in, before a login} */
    Reception reception(ConnectionInfo connection) {
        return isLocal()
                ? Reception.ofProgram(address)
                : Reception.over(connection.listener().name(), connection.connectedTo(), address);
    }

    /** {@return its name for the log} */
    String shown() {
        return switch (origin) {
            case Origin.Network(), Origin.Proxy() -> IpLiteral.text(address);
            case Origin.Program(var user) -> "local:" + user;
            case Origin.Absent(var user) -> "left:" + user;
        };
    }
}
