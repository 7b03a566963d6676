package dmail.pop.session;

import dmail.pop.protocol.PopCommand;
import java.io.IOException;

/** The state of a session, with the data that is valid in it (RFC 1939 section 3). */
sealed interface PopState
        permits Authorization, Exchange, Transaction, PopState.Securing, PopState.Ended {
    /** The connection is to be closed; {@code reason} is for the log. */
    record Ended(String reason) implements PopState {
        @Override
        public PopState handle(PopCommand command, PopOutput out) {
            return this;
        }
    }

    /** Waits for the TLS handshake; {@code next} is the state after it. */
    record Securing(Authorization next) implements PopState {
        @Override
        public PopState handle(PopCommand command, PopOutput out) {
            return this;
        }

        @Override
        public void abandon(String reason) {
            next.abandon(reason);
        }
    }

    /**
     * Carries out a command and replies.
     *
     * @return the next state
     * @throws IOException when the client is gone, or no valid reply is possible any more
     */
    PopState handle(PopCommand command, PopOutput out) throws IOException;

    /** Gives back memory while the client is silent. */
    default void rest() {}

    /** The connection ended without QUIT: nothing is deleted. */
    default void abandon(String reason) {}
}
