package dmail.pop.binstore;

/**
 * What POP3 says about a message: it stands in the record, for it can't be told from the octets on
 * the wire.
 *
 * @param octets of the message before dots are doubled (RFC 1939 section 11)
 * @param high first half of its digest
 * @param low second half
 * @param copy its number among identical messages
 */
public record BinLabel(long octets, long high, long low, int copy) {}
