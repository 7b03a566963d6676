package dmail.pop.maildrop;

import java.nio.charset.StandardCharsets;

/**
 * Tells, from the header lines that pass by, the message in which c-client (UW imapd, Alpine) and
 * its likes keep notes of their own at the beginning of a mailbox. A stranger can't have his mail
 * hidden as such: what DSMTP stores begins with Return-Path.
 */
final class InternalData {
    private static final byte[] SUBJECT =
            octets("Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA");
    private static final byte[] NOTES = octets("X-IMAP");
    private static final byte[] DELIVERED = octets("Return-Path:");

    private boolean isFirst;
    private boolean isDelivered;
    private boolean hasSubject;
    private boolean hasNotes;

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins with another message. */
    void begin() {
        isFirst = true;
        isDelivered = false;
        hasSubject = false;
        hasNotes = false;
    }

    /** Takes a line of its header. */
    void line(byte[] buffer, int start, int end) {
        if (isFirst) {
            isDelivered = MboxText.startsWith(buffer, start, end, DELIVERED);
            isFirst = false;
        }
        switch (buffer[start]) {
            case 'S', 's' -> hasSubject |= MboxText.startsWith(buffer, start, end, SUBJECT);
            case 'X', 'x' -> hasNotes |= MboxText.startsWith(buffer, start, end, NOTES);
            default -> {
                // Nothing that is looked for.
            }
        }
    }

    /** {@return whether that message is no mail} */
    boolean isThis() {
        return hasSubject && hasNotes && !isDelivered;
    }
}
