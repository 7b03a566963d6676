package dmail.common.server;

import dmail.common.config.listen.ListenerDefinition;
import java.util.Optional;

/**
 * What the lines want of one place, and what has come of it.
 *
 * @param place where clients connect; empty while none can
 */
record Slot(ListenerDefinition definition, Optional<Place> place) {
    Slot at(Place open) {
        return new Slot(definition, Optional.of(open));
    }
}
