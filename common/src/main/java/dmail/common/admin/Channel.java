package dmail.common.admin;

import dmail.common.address.IpLiteral;
import java.net.InetAddress;
import java.time.Instant;

/**
 * A client connection, as {@code showchans} lists it.
 *
 * @param id the session's id, as in the log
 * @param client address and port of the client
 * @param since when it began
 * @param state the state of the session, such as {@code AUTHORIZATION} or {@code DATA}
 * @param user who is logged in; empty before a login
 * @param place where it was accepted
 */
public record Channel(
        String id, String client, Instant since, String state, String user, Place place) {
    /**
     * Where a connection was accepted.
     *
     * @param listener its name in dmail.conf
     * @param local address and port of this host
     */
    public record Place(String listener, String local) {
        /** That of programs of this host. */
        public static final Place NONE = new Place("", "");

        /** {@return that of a connection} */
        public static Place of(String listener, InetAddress reached, int port) {
            String address = IpLiteral.text(reached);
            return new Place(
                    listener, (address.contains(":") ? "[" + address + "]" : address) + ":" + port);
        }
    }
}
