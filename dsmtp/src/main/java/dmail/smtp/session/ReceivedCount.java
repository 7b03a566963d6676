package dmail.smtp.session;

/** Counts a message's Received headers while its octets pass by, in pieces of any size. */
final class ReceivedCount {
    private static final byte[] NAME = {'r', 'e', 'c', 'e', 'i', 'v', 'e', 'd', ':'};

    /** At this index the line is known not to be what we look for. */
    private static final int OTHER = -1;

    private int count;
    private int matched;
    private boolean inHeader = true;

    void take(byte[] octets, int offset, int length) {
        int end = offset + length;
        for (int i = offset; inHeader && i < end; i++) {
            take(octets[i]);
        }
    }

    private void take(byte octet) {
        if (octet == '\n') {
            matched = 0;
        } else if (matched == 0 && octet == '\r') {
            inHeader = false;
        } else if (matched >= 0) {
            matched = lower(octet) == NAME[matched] ? matched + 1 : OTHER;
            if (matched == NAME.length) {
                count++;
                matched = OTHER;
            }
        }
    }

    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
    }

    int count() {
        return count;
    }
}
