package dmail.common.server;

import dmail.common.admin.listen.ListenerState;
import dmail.common.admin.listen.ListenerState.State;
import dmail.common.config.listen.ListenerDefinition;
import java.util.Optional;

/**
 * A configured listener with its state.
 *
 * @param socket what clients connect to; empty while it isn't open
 * @param reason why it isn't open
 */
record ListenerEntry(
        ListenerDefinition definition, State state, Optional<BoundSocket> socket, String reason) {
    /** A listener that its configuration keeps closed. */
    static ListenerEntry closed(ListenerDefinition definition) {
        return definition
                .down()
                .map(why -> new ListenerEntry(definition, State.DOWN, Optional.empty(), why))
                .orElseGet(() -> stopped(definition, "enable false"));
    }

    static ListenerEntry stopped(ListenerDefinition definition, String why) {
        return new ListenerEntry(definition, State.STOPPED, Optional.empty(), why);
    }

    static ListenerEntry waiting(ListenerDefinition definition) {
        return new ListenerEntry(
                definition,
                State.WAITING,
                Optional.empty(),
                "this machine has no such address now");
    }

    static ListenerEntry listening(ListenerDefinition definition, BoundSocket socket) {
        return new ListenerEntry(definition, State.LISTENING, Optional.of(socket), "");
    }

    ListenerState shown() {
        return new ListenerState(
                definition,
                state,
                reason,
                socket.map(BoundSocket::realPort).orElse(definition.port()));
    }
}
