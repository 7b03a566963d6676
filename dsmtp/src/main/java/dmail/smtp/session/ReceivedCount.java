package dmail.smtp.session;

import dmail.common.mbox.FieldNameMatch;
import dmail.common.mbox.FieldNameMatch.State;

/** Counts a message's Received headers in its octets, which come in pieces of any size. */
final class ReceivedCount {
    private final FieldNameMatch name = new FieldNameMatch("received");
    private int count;
    private boolean atStart = true;
    private boolean counted;
    private boolean inHeader = true;

    void take(byte[] octets, int offset, int length) {
        int end = offset + length;
        for (int i = offset; inHeader && i < end; i++) {
            take(octets[i]);
        }
    }

    private void take(byte octet) {
        if (octet == '\n') {
            name.restart();
            atStart = true;
            counted = false;
        } else if (atStart && octet == '\r') {
            inHeader = false;
        } else {
            atStart = false;
            if (!counted && name.next(octet) == State.FOUND) {
                counted = true;
                count++;
            }
        }
    }

    int count() {
        return count;
    }
}
