package dmail.common.admin.listen;

import java.util.List;

/** The listeners of a running server, for an administrator. */
public interface ListenerControl {
    /** The outcome of a request. */
    sealed interface Outcome {
        /** It is so now, or was before. */
        record Done() implements Outcome {}

        /** There is no listener of that name. */
        record Unknown() implements Outcome {}

        /** It can't be; nothing has changed. */
        record Failed(String why) implements Outcome {}
    }

    /** {@return the state of each, in the order of their lines} */
    List<ListenerState> states();

    /**
     * Accepts clients at all addresses of a listener, also of one with {@code enable false}, until
     * settings are read again.
     */
    Outcome start(String name);

    /** Accepts nobody there, until settings are read again; sessions go on. */
    Outcome stop(String name);
}
