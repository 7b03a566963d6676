package dmail.smtp.message;

import java.net.InetAddress;
import java.util.Optional;

/**
 * How a message came in. It decides the source of what is sent on, so it is stored with the message
 * and passed on to all mail that the message causes.
 *
 * @param listener the name of the listener, empty for mail of this host
 * @param reached the address of this host that the client connected to, if it came over the network
 * @param client where the client connected from; empty for our own mail
 * @param login the user that the client logged in as, or empty
 * @param group the domain group that the message belongs to, or empty
 */
public record Reception(
        String listener,
        Optional<InetAddress> reached,
        Optional<InetAddress> client,
        String login,
        String group) {
    /** That of our own mail, and of mail that an earlier version accepted. */
    public static final Reception NONE =
            new Reception("", Optional.empty(), Optional.empty(), "", "");

    /** {@return the reception of mail over the network, without a login} */
    public static Reception over(String listener, InetAddress reached, InetAddress client) {
        return new Reception(listener, Optional.of(reached), Optional.of(client), "", "");
    }

    /** {@return the reception of mail from a program of this host} */
    public static Reception ofProgram(InetAddress loopback) {
        return new Reception("", Optional.empty(), Optional.of(loopback), "", "");
    }

    /** {@return the same by a user who logged in, or by nobody known} */
    public Reception by(String user) {
        return login.equals(user) ? this : new Reception(listener, reached, client, user, group);
    }

    /** {@return the same for a domain group, or for none} */
    public Reception in(String domainGroup) {
        return group.equals(domainGroup)
                ? this
                : new Reception(listener, reached, client, login, domainGroup);
    }
}
