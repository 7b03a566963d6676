package dmail.common.server;

import dmail.common.config.listen.ListenerDefinition;
import dmail.common.io.Reason;
import java.io.IOException;

/** Says why a socket can't be bound. */
final class BindFailureText {
    private BindFailureText() {}

    /** {@return the system's words, and which right is missing: they don't say that} */
    static String text(ListenerDefinition definition, IOException e, SocketBinder binder) {
        String reason = Reason.of(e);
        return binder.isReserved(definition.port())
                ? reason
                        + "; this port needs a start as root, or with CAP_NET_BIND_SERVICE"
                        + " (AmbientCapabilities in a unit of systemd)"
                : reason;
    }
}
