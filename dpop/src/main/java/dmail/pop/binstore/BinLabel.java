package dmail.pop.binstore;

/**
 * What POP3 shows of a message, stored in its record, since it can't be computed from the
 * dot-stuffed octets.
 *
 * @param octets of the message before dot-stuffing (RFC 1939 section 11)
 * @param high first half of its digest
 * @param low second half
 * @param copy its number among identical messages
 */
public record BinLabel(long octets, long high, long low, int copy) {}
