package dmail.pop.session;

import java.net.InetAddress;

/**
 * Whom a session talks to.
 *
 * @param id the session's id in log lines
 * @param address where the client connects from
 * @param connectedTo our own end of the connection
 */
public record Client(String id, InetAddress address, InetAddress connectedTo) {}
