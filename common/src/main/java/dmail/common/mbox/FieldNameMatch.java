package dmail.common.mbox;

/** Looks for one field's name at the start of a line whose octets come one by one. */
public final class FieldNameMatch {
    /** What is known so far. */
    public enum Sight {
        /** All octets so far fit. */
        OPEN,
        /** That was the colon behind the name. */
        FOUND,
        /** The line begins with something else. */
        OTHER
    }

    private final byte[] name;
    private int matched;
    private Sight sight = Sight.OPEN;

    /**
     * @param name in small letters
     */
    public FieldNameMatch(String name) {
        this.name = FieldName.octets(name);
    }

    /** A new line begins. */
    public void restart() {
        matched = 0;
        sight = Sight.OPEN;
    }

    /** {@return what is known with the next octet of the line; it stays so to the line's end} */
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
