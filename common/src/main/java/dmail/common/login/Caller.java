package dmail.common.login;

import java.net.InetAddress;
import java.time.Duration;

/**
 * What is known of the client that logs in.
 *
 * @param address of the client
 * @param connectedTo this server's address, which may decide the domain
 * @param rest how the session waits for its turn and for the answer
 */
public record Caller(InetAddress address, InetAddress connectedTo, Rest rest) {
    /** Pauses the session. */
    @FunctionalInterface
    public interface Rest {
        /**
         * {@return whether the session may continue after that time; if not, the pause may have
         * been shorter}
         */
        boolean rest(Duration pause);
    }
}
