package dmail.common.server;

import dmail.common.admin.listen.ListenerState;
import dmail.common.admin.listen.ListenerState.State;
import dmail.common.cli.ExitStatus;
import dmail.common.config.listen.ListenerDefinition;
import java.util.Optional;

/**
 * A configured listener with its state.
 *
 * @param state {@code LISTENING} without a socket means that it is to be opened
 * @param socket what clients connect to; empty while it isn't open
 * @param reason why it isn't open
 */
record ListenerEntry(
        ListenerDefinition definition, State state, Optional<BoundSocket> socket, String reason) {
    private static final String NO_ADDRESS = "this machine has no such address now";

    /** A listener that is to be opened, unless its configuration keeps it closed. */
    static ListenerEntry configured(ListenerDefinition definition) {
        if (definition.down().isPresent()) {
            return of(definition, State.DOWN, definition.down().get());
        }
        return definition.isEnabled()
                ? of(definition, State.LISTENING, "")
                : of(definition, State.STOPPED, "enable false");
    }

    /** A listener that waits until this machine has its address. */
    static ListenerEntry waiting(ListenerDefinition definition) {
        return waiting(definition, NO_ADDRESS);
    }

    /** A listener that is tried again, and why it couldn't be opened. */
    static ListenerEntry waiting(ListenerDefinition definition, String reason) {
        return of(definition, State.WAITING, reason);
    }

    static ListenerEntry listening(ListenerDefinition definition, BoundSocket socket) {
        return new ListenerEntry(definition, State.LISTENING, Optional.of(socket), "");
    }

    private static ListenerEntry of(ListenerDefinition definition, State state, String reason) {
        return new ListenerEntry(definition, state, Optional.empty(), reason);
    }

    /**
     * {@return this one, to be opened}
     *
     * @throws CannotStart when its configuration forbids it
     */
    ListenerEntry started() throws CannotStart {
        return switch (state) {
            case LISTENING, WAITING -> this;
            case STOPPED -> of(definition, State.LISTENING, "");
            case DOWN -> throw new CannotStart(ExitStatus.UNAVAILABLE, reason);
        };
    }

    /** {@return this one, to be closed} */
    ListenerEntry stopped() {
        return switch (state) {
            case LISTENING, WAITING -> of(definition, State.STOPPED, "by a command");
            case STOPPED, DOWN -> this;
        };
    }

    /** {@return whether both are configured with this name, address and port} */
    boolean isSameListener(ListenerEntry other) {
        return definition.name().equals(other.definition.name())
                && definition.address().equals(other.definition.address())
                && definition.port() == other.definition.port();
    }

    ListenerState shown() {
        return new ListenerState(
                definition,
                state,
                reason,
                socket.map(BoundSocket::realPort).orElse(definition.port()));
    }
}
