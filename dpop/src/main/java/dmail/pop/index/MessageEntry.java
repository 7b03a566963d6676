package dmail.pop.index;

/**
 * The location of a message in the drop file, and what POP3 shows of it.
 *
 * @param from offset of its From line
 * @param fromLength octets of the From line with its line feed
 * @param headerLength octets of the header, up to the empty line that ends it
 * @param length octets of header and body as they are stored, without the empty line after them
 * @param octets of the message as RETR sends it, before dot-stuffing (RFC 1939 section 11)
 * @param uidl its unique id
 * @param check CRC-32C of its first octets, the From line included
 * @param status its Status header
 */
public record MessageEntry(
        long from,
        int fromLength,
        int headerLength,
        long length,
        long octets,
        Uidl uidl,
        int check,
        Status status) {
    /** How many octets {@link #check} covers at most. */
    public static final int CHECKED = 128;

    /** A Status header: O for old, RO for read. */
    public enum Status {
        NONE(0),
        OLD(1),
        READ(2),
        /** Another value, which is left as it is. */
        OTHER(3);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        /** {@return two bits for the index file} */
        int code() {
            return code;
        }

        static Status of(int code) {
            return switch (code) {
                case 0 -> NONE;
                case 1 -> OLD;
                case 2 -> READ;
                default -> OTHER;
            };
        }
    }

    /** {@return offset of the first octet of the header} */
    public long start() {
        return from + fromLength;
    }

    /** {@return the offset after the message} */
    public long end() {
        return start() + length;
    }

    /** {@return how many octets {@link #check} covers} */
    public int checked() {
        return (int) Math.min(CHECKED, fromLength + length);
    }

    public MessageEntry withUidl(Uidl other) {
        return new MessageEntry(
                from, fromLength, headerLength, length, octets, other, check, status);
    }

    public MessageEntry withCheck(int other) {
        return new MessageEntry(
                from, fromLength, headerLength, length, octets, uidl, other, status);
    }

    public MessageEntry movedTo(long offset) {
        return new MessageEntry(
                offset, fromLength, headerLength, length, octets, uidl, check, status);
    }
}
