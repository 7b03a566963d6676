package dmail.smtp.client.trace;

/** Told what is said in a session with another host, line by line; on the session's thread. */
public interface Transcript {
    /** Nobody listens. */
    Transcript NONE =
            new Transcript() {
                @Override
                public boolean isListening() {
                    return false;
                }
            };

    /** {@return whether anybody is told} */
    default boolean isListening() {
        return true;
    }

    /** We send a command. */
    default void sent(String line) {}

    /** The host has sent a line of a reply. */
    default void received(String line) {}

    /** Something else happens. */
    default void noted(String what) {}

    /** {@return one that tells this one, then another} */
    default Transcript and(Transcript other) {
        Transcript first = this;
        return new Transcript() {
            @Override
            public void sent(String line) {
                first.sent(line);
                other.sent(line);
            }

            @Override
            public void received(String line) {
                first.received(line);
                other.received(line);
            }

            @Override
            public void noted(String what) {
                first.noted(what);
                other.noted(what);
            }
        };
    }
}
