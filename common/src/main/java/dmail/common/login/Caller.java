package dmail.common.login;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Who logs in, as far as the connection tells.
 *
 * @param address where the client connects from
 * @param connectedTo our own end of the connection, which may decide the domain
 * @param rest how the session waits until its login is looked at or answered
 */
public record Caller(InetAddress address, InetAddress connectedTo, Rest rest) {
    /** Waits, for as long as the session may go on at all. */
    @FunctionalInterface
    public interface Rest {
        /** {@return whether the session goes on after that time; if not, it may end sooner} */
        boolean rest(Duration pause);
    }
}
