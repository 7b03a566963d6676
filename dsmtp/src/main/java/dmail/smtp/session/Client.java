package dmail.smtp.session;

import java.net.InetAddress;

/**
 * Who is at the other end of a connection.
 *
 * @param address where it connects from
 * @param session the session's id in the log
 */
public record Client(InetAddress address, String session) {}
