package dmail.pop.binstore;

/**
 * Where a message lies in the data file.
 *
 * @param start offset of its record
 * @param lead octets of the record before the message: the fixed part and the From line
 * @param length octets of the message as it goes over the wire, dots doubled
 * @param label what POP3 says about it
 * @param check CRC-32C of the record's lead
 * @param dataCheck CRC-32C of the message
 */
record BinMessage(long start, int lead, long length, BinLabel label, int check, int dataCheck) {
    /** {@return offset of the message's first octet} */
    long data() {
        return start + lead;
    }

    /** {@return offset behind the record} */
    long end() {
        return data() + length;
    }
}
