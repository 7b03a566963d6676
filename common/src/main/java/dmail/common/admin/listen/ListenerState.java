package dmail.common.admin.listen;

import dmail.common.config.listen.ListenerDefinition;
import java.util.Locale;

/**
 * The state of a listener.
 *
 * @param listener its configuration
 * @param reason why no client is accepted; empty while one is
 * @param port the real one while it listens, else that of the lines
 */
public record ListenerState(ListenerDefinition listener, State state, String reason, int port) {
    /** Whether clients are accepted. */
    public enum State {
        LISTENING,
        /** Somebody stopped it, by its line or by a command. */
        STOPPED,
        /** This machine lacks its address now. */
        WAITING,
        /** What its lines want can't be done. */
        DOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return where it is, with the real port} */
    public String addressAndPort() {
        return listener.addressAndPort(port);
    }
}
