package dmail.common.server;

import dmail.common.admin.listen.ListenerState;
import dmail.common.admin.listen.ListenerState.State;
import dmail.common.config.listen.ListenerDefinition;
import java.util.Optional;

/**
 * What the lines want of one place, and what has come of it.
 *
 * @param place where clients connect; empty while none can
 * @param reason why none can
 */
record Slot(ListenerDefinition definition, State state, Optional<Place> place, String reason) {
    /** A place that nobody is accepted at, whatever becomes of the machine. */
    static Slot closed(ListenerDefinition definition) {
        return definition
                .down()
                .map(why -> new Slot(definition, State.DOWN, Optional.empty(), why))
                .orElseGet(() -> stopped(definition, "enable false"));
    }

    static Slot stopped(ListenerDefinition definition, String why) {
        return new Slot(definition, State.STOPPED, Optional.empty(), why);
    }

    static Slot waiting(ListenerDefinition definition) {
        return new Slot(
                definition,
                State.WAITING,
                Optional.empty(),
                "this machine has no such address now");
    }

    static Slot listening(ListenerDefinition definition, Place place) {
        return new Slot(definition, State.LISTENING, Optional.of(place), "");
    }

    ListenerState shown() {
        return new ListenerState(
                definition, state, reason, place.map(Place::realPort).orElse(definition.port()));
    }
}
