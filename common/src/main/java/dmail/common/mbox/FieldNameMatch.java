package dmail.common.mbox;

/** Looks for a field's name at the start of a line whose octets come one by one. */
public final class FieldNameMatch {
    /** The result so far. */
    public enum Sight {
        /** All octets so far match. */
        OPEN,
        /** The name and its colon have been found. */
        FOUND,
        /** The line begins with something else. */
        OTHER
    }

    private final byte[] name;
    private int matched;
    private Sight sight = Sight.OPEN;

    /**
     * @param name in lower case
     */
    public FieldNameMatch(String name) {
        this.name = FieldName.octets(name);
    }

    /** A new line begins. */
    public void restart() {
        matched = 0;
        sight = Sight.OPEN;
    }

    /**
     * {@return the result after the next octet of the line; once found or not, it stays so to the
     * line's end}
     */
    public Sight next(byte octet) {
        if (sight == Sight.OPEN) {
            sight = look(octet);
        }
        return sight;
    }

    private Sight look(byte octet) {
        if (matched < name.length) {
            return FieldName.lower(octet) == name[matched++] ? Sight.OPEN : Sight.OTHER;
        }
        if (octet == ':') {
            return Sight.FOUND;
        }
        return FieldName.isBlank(octet) ? Sight.OPEN : Sight.OTHER;
    }
}
