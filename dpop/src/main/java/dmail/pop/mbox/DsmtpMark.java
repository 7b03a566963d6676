package dmail.pop.mbox;

import dmail.common.mbox.TraceHeader;
import dmail.pop.index.MessageEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads from the start of a stored message whether dsmtp wrote it. */
final class DsmtpMark {
    /** Every message that dsmtp stores begins with this. */
    private static final String FIRST = "Return-Path: <";

    private DsmtpMark() {}

    /** {@return the id under which DSMTP delivered the message} */
    static Optional<String> queueId(FileChannel drop, MessageEntry entry) throws IOException {
        byte[] head = head(drop, entry);
        return TraceHeader.idIn(head, 0, head.length);
    }

    /**
     * {@return whether dsmtp was stopped while it wrote this message, the last of its file} Its
     * complete messages end with the empty line of the mbox format; those of other programs need
     * not. A message that was cut right after an empty line of its own can't be told from a
     * complete one.
     */
    static boolean isUnfinished(FileChannel drop, MessageEntry last, long size) throws IOException {
        if (last.end() < size) {
            return false;
        }
        return queueId(drop, last).isPresent()
                || (last.headerLength() == last.length() && beginsAsOurs(head(drop, last)));
    }

    private static boolean beginsAsOurs(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return text.startsWith(FIRST) || (!text.isEmpty() && FIRST.startsWith(text));
    }

    private static byte[] head(FileChannel drop, MessageEntry entry) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(TraceHeader.REACH, entry.length()));
        while (head.hasRemaining() && drop.read(head, entry.start() + head.position()) > 0) {
            // A read may be short.
        }
        byte[] read = new byte[head.position()];
        head.flip().get(read);
        return read;
    }
}
