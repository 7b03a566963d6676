package dmail.common.mbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/** How far the message at some place of a drop file is the one that we would append. */
enum EntryMatch {
    /** It is there to its last octet; a mail program may have changed its headers. */
    WHOLE,
    /** Its start is there, then the file ends or has a hole: a crash cut the write short. */
    TORN,
    /** Something else, or part of it with something else behind. */
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

    /** Mail programs add Status and such to the header when they write a drop file anew. */
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
