package dmail.common.mbox;

/** Looks for a field's name at the start of a line whose octets come one by one. */
public final class FieldNameMatch {
    /** The result so far. */
    public enum State {
        /** All octets so far match. */
        OPEN,
        /** The name and its colon have been found. */
        FOUND,
        /** The line begins with something else. */
        OTHER
    }

    private final byte[] name;
    private int matched;
    private State state = State.OPEN;

    /**
     * @param name in lower case
     */
    public FieldNameMatch(String name) {
        this.name = FieldName.octets(name);
    }

    /** A new line begins. */
    public void restart() {
        matched = 0;
        state = State.OPEN;
    }

    /**
     * {@return the result after the next octet of the line; once found or not, it stays so to the
     * line's end}
     */
    public State next(byte octet) {
        if (state == State.OPEN) {
            state = match(octet);
        }
        return state;
    }

    private State match(byte octet) {
        if (matched < name.length) {
            return FieldName.lower(octet) == name[matched++] ? State.OPEN : State.OTHER;
        }
        if (octet == ':') {
            return State.FOUND;
        }
        return FieldName.isBlank(octet) ? State.OPEN : State.OTHER;
    }
}
