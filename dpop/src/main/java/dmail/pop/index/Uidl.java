package dmail.pop.index;

import java.nio.charset.StandardCharsets;

/**
 * A message's unique id: the first 128 bits of the SHA-256 of its octets, and its number among
 * identical messages.
 *
 * @param high first half of the digest
 * @param low second half
 * @param copy 1 for the only message with these octets, 2 for the next such message
 */
public record Uidl(long high, long low, int copy) {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    public Uidl ofCopy(int other) {
        return new Uidl(high, low, other);
    }

    /** Octets of the longest text. */
    public static final int LONGEST = 2 * 16 + 1 + 10;

    /**
     * Writes the text for UIDL: 32 hexadecimal digits, and for a copy a dot and its number.
     *
     * @return the index after it
     */
    public int put(byte[] to, int at) {
        hex(high, to, at);
        hex(low, to, at + 16);
        int end = at + 32;
        if (copy > 1) {
            to[end] = '.';
            byte[] number = Integer.toString(copy).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(number, 0, to, end + 1, number.length);
            end += 1 + number.length;
        }
        return end;
    }

    private static void hex(long number, byte[] to, int at) {
        for (int i = 0; i < 16; i++) {
            to[at + i] = DIGITS[(int) (number >>> (60 - 4 * i)) & 0xf];
        }
    }
}
