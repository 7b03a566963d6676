package dmail.smtp.source;

import java.net.InetAddress;
import java.util.Optional;

/**
 * From where a connection may be made.
 *
 * @param binding by which the mail leaves
 * @param address of this host; empty leaves the choice to the system
 * @param turn when it is tried
 */
public record OutboundSource(String binding, Optional<InetAddress> address, Turn turn) {
    /** When a source is tried. */
    public enum Turn {
        /** At once. */
        FIRST,
        /** After the one before it, however that failed to connect. */
        AFTER_FAILURE,
        /** Only when this host can't use the one before it. */
        WITHOUT_ADDRESS
    }
}
