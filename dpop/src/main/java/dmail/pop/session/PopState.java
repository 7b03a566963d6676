package dmail.pop.session;

import dmail.pop.protocol.PopCommand;
import java.io.IOException;

/** Where a session stands; each state owns what is of use in it only (RFC 1939 section 3). */
sealed interface PopState
        permits Authorization, Exchange, Transaction, PopState.Securing, PopState.Ended {
    /** The connection is to be closed; {@code reason} is for the log. */
    record Ended(String reason) implements PopState {
        @Override
        public PopState handle(PopCommand command, PopOutput out) {
            return this;
        }
    }

    /** The client waits for the handshake; {@code next} is the state behind it. */
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
     * Carries a command out and replies.
     *
     * @return the state after it
     * @throws IOException when the client is gone, or can't be answered sensibly any more
     */
    PopState handle(PopCommand command, PopOutput out) throws IOException;

    /** Gives back memory while the client is silent. */
    default void rest() {}

    /** The connection ended without QUIT: nothing is deleted. */
    default void abandon(String reason) {}
}
