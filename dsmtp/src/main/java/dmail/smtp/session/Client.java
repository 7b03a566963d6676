package dmail.smtp.session;

import dmail.common.address.IpLiteral;
import java.net.InetAddress;

/**
 * Who is at the other end of a connection.
 *
 * @param address where it connects from
 * @param session the session's id in the log
 * @param origin what is known besides
 */
public record Client(InetAddress address, String session, Origin origin) {
    /** Where a client is. */
    public sealed interface Origin {
        /** Somewhere in the network, perhaps on this host. */
        record Network() implements Origin {}

        /**
         * On this host, by the word of the kernel.
         *
         * @param user whose process it is
         */
        record Program(String user) implements Origin {}

        /**
         * Not there any more: it left its mail, and can't be told of a recipient who doesn't exist.
         *
         * @param user whose file it is
         */
        record Absent(String user) implements Origin {}
    }

    /** A client in the network. */
    public Client(InetAddress address, String session) {
        this(address, session, new Origin.Network());
    }

    /** {@return a program of this host} */
    public static Client present(InetAddress loopback, String session, String user) {
        return new Client(loopback, session, new Origin.Program(user));
    }

    /** {@return a program of this host that has gone} */
    public static Client absent(InetAddress loopback, String session, String user) {
        return new Client(loopback, session, new Origin.Absent(user));
    }

    /** {@return whether it is a program of this host, which may send anywhere} */
    boolean isLocal() {
        return !(origin instanceof Origin.Network);
    }

    /** {@return whether nobody is there to be told of a refusal: a report will tell} */
    boolean isAbsent() {
        return origin instanceof Origin.Absent;
    }

    /** {@return the name for our Received header} */
    String introduced(HeloName introduction) {
        return switch (origin) {
            case Origin.Network() -> introduction.name();
            case Origin.Program(var user) -> user + "@localhost";
            case Origin.Absent(var user) -> user + "@localhost";
        };
    }

    /** {@return how it is shown in the log} */
    String shown() {
        return switch (origin) {
            case Origin.Network() -> IpLiteral.text(address);
            case Origin.Program(var user) -> "local:" + user;
            case Origin.Absent(var user) -> "left:" + user;
        };
    }
}
