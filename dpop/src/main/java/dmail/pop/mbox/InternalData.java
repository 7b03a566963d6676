package dmail.pop.mbox;

import dmail.common.mbox.FieldName;
import java.util.Arrays;
import java.util.List;

/**
 * Recognizes, by its header, the message in which c-client (UW imapd, Alpine) and similar programs
 * keep data at the start of a mailbox. A stranger can't have his mail hidden that way: what dsmtp
 * stores begins with Return-Path.
 */
final class InternalData {
    private static final byte[] SUBJECT = FieldName.octets("subject");
    private static final byte[] TITLE =
            FieldName.octets(" DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA");
    private static final List<byte[]> NOTES =
            List.of(FieldName.octets("x-imap"), FieldName.octets("x-imapbase"));
    private static final byte[] DELIVERED = FieldName.octets("return-path");

    private boolean isFirst;
    private boolean isDelivered;
    private boolean hasSubject;
    private boolean hasNotes;

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
            isDelivered = FieldName.valueOf(buffer, start, end, DELIVERED) >= 0;
            isFirst = false;
        }
        switch (buffer[start]) {
            case 'S', 's' -> hasSubject |= isTitle(buffer, start, end);
            case 'X', 'x' -> hasNotes |= isNote(buffer, start, end);
            default -> {
                // Nothing that is looked for.
            }
        }
    }

    private static boolean isTitle(byte[] buffer, int start, int end) {
        int value = FieldName.valueOf(buffer, start, end, SUBJECT);
        int titleEnd = value + TITLE.length;
        return value >= 0
                && titleEnd <= end
                && Arrays.equals(buffer, value, titleEnd, TITLE, 0, TITLE.length);
    }

    private static boolean isNote(byte[] buffer, int start, int end) {
        return NOTES.stream().anyMatch(name -> FieldName.valueOf(buffer, start, end, name) >= 0);
    }

    /** {@return whether that message is no mail} */
    boolean isThis() {
        return hasSubject && hasNotes && !isDelivered;
    }
}
