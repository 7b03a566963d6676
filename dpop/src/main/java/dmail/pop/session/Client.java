package dmail.pop.session;

import java.net.InetAddress;

/**
 * The client of a session.
 *
 * @param id the session's id in log lines
 * @param address where the client connects from
 * @param connectedTo the address that the client has reached
 * @param port at which it has
 * @param listener the name in dmail.conf of the listener there
 */
public record Client(
        String id, InetAddress address, InetAddress connectedTo, int port, String listener) {}
