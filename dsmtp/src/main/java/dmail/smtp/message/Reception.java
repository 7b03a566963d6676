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
 * @param group the domain group of a trusted sender, or empty
 * @param isTrusted whether the client may send for the domain that it names as the sender's:
 *     anybody else can only claim it
 */
public record Reception(
        String listener,
        Optional<InetAddress> reached,
        Optional<InetAddress> client,
        String login,
        String group,
        boolean isTrusted) {
    /** That of our own mail, and of mail that an earlier version accepted. */
    public static final Reception NONE =
            new Reception("", Optional.empty(), Optional.empty(), "", "", false);

    /** {@return the reception of mail over the network, without a login} */
    public static Reception over(String listener, InetAddress reached, InetAddress client) {
        return new Reception(listener, Optional.of(reached), Optional.of(client), "", "", false);
    }

    /** {@return the reception of mail from a program of this host} */
    public static Reception ofProgram(InetAddress loopback) {
        return new Reception("", Optional.empty(), Optional.of(loopback), "", "", false);
    }

    /** {@return the same by a user who logged in, or by nobody known} */
    public Reception by(String user) {
        return login.equals(user)
                ? this
                : new Reception(listener, reached, client, user, group, isTrusted);
    }

    /**
     * {@return the same from a client who may send for the sender's domain}
     *
     * @param domainGroup of that domain, or empty
     */
    public Reception trustedIn(String domainGroup) {
        return isTrusted && group.equals(domainGroup)
                ? this
                : new Reception(listener, reached, client, login, domainGroup, true);
    }

    /** {@return the same from a client who can only claim to be the sender} */
    public Reception untrusted() {
        return isTrusted ? new Reception(listener, reached, client, login, "", false) : this;
    }
}
