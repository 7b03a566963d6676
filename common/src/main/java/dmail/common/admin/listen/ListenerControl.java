package dmail.common.admin.listen;

import java.util.List;

/** The listeners of a running server, for an administrator. */
public interface ListenerControl {
    /** What came of a wish. */
    sealed interface Outcome {
        /** It is so now, or was before. */
        record Done() implements Outcome {}

        /** There is no listener of that name. */
        record Unknown() implements Outcome {}

        /** It can't be; nothing has changed. */
        record Failed(String why) implements Outcome {}
    }

    /** {@return how each does, in the order of their lines} */
    List<ListenerState> states();

    /**
     * Accepts clients at all places of a listener, also of one that its lines don't enable, until
     * settings are read again.
     */
    Outcome start(String name);

    /** Accepts nobody there, until settings are read again; sessions go on. */
    Outcome stop(String name);
}
