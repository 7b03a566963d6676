package dmail.pop.binstore;

/**
 * The location of a message in the data file.
 *
 * @param start offset of its record
 * @param lead octets of the record before the message: the fixed part and the From line
 * @param length octets of the message, dot-stuffed
 * @param label what POP3 shows of it
 * @param check CRC-32C of the record's lead
 * @param dataCheck CRC-32C of the message
 */
record BinMessage(long start, int lead, long length, BinLabel label, int check, int dataCheck) {
    /** {@return offset of the message's first octet} */
    long data() {
        return start + lead;
    }

    /** {@return the offset after the record} */
    long end() {
        return data() + length;
    }
}
