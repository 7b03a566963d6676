package dmail.common.mbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/** Whether the message at some offset of a drop file is a given entry. */
enum EntryMatch {
    /** It is, to the last octet; a mail program may have changed its header. */
    WHOLE,
    /** Its start is there, then the file ends or has a hole: a crash cut the write short. */
    TORN,
    /** It is another message, or incomplete and followed by something else. */
    OTHER;

    static EntryMatch of(FileChannel channel, long start, MboxEntry entry) throws IOException {
        EntryComparison exact = new EntryComparison(channel, start);
        entry.encode(exact);
        if (exact.isSame() || exact.lacksOnlyBlankLine()) {
            return WHOLE;
        }
        if (exact.isTorn()) {
            return exact.matched() > 0 ? TORN : OTHER;
        }
        return hasText(channel, start, entry) ? WHOLE : OTHER;
    }

    /** Mail programs add fields such as Status to the header when they rewrite a drop file. */
    private static boolean hasText(FileChannel channel, long start, MboxEntry entry)
            throws IOException {
        OptionalLong bodyStart = BodyOnly.startOfBody(channel, start);
        if (bodyStart.isEmpty()) {
            return false;
        }
        EntryComparison body = new EntryComparison(channel, bodyStart.getAsLong());
        entry.encode(new BodyOnly(body));
        return (body.isSame() || body.lacksOnlyBlankLine())
                && (body.matched() > 1 || HeaderComparison.isHeaderAt(channel, start, entry));
    }
}
