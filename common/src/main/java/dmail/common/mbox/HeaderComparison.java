package dmail.common.mbox;

import dmail.common.io.OctetSink;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Whether a stored message has all header lines of an entry, in their order: that is how a message
 * without a body is recognised. Mail programs add lines, and rewrite some.
 */
final class HeaderComparison implements OctetSink {
    private static final Set<String> REWRITTEN =
            Set.of("status", "x-status", "x-keywords", "content-length", "lines");

    private final InputStream stored;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private boolean inFromLine = true;
    private boolean ended;
    private boolean lacks;

    private HeaderComparison(InputStream stored) {
        this.stored = stored;
    }

    /** {@return whether the message whose From line is at {@code start} has the entry's header} */
    static boolean isHeaderAt(FileChannel channel, long start, MboxEntry entry) throws IOException {
        channel.position(start);
        // Not closed: that would close the drop file, and release its lock.
        HeaderComparison comparison =
                new HeaderComparison(new BufferedInputStream(Channels.newInputStream(channel)));
        byte[] _ = comparison.nextStored();
        entry.encode(comparison);
        return !comparison.lacks;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end && !ended && !lacks; at++) {
            line.write(octets[at]);
            if (octets[at] == '\n') {
                compare(line.toByteArray());
                line.reset();
            }
        }
    }

    private void compare(byte[] wanted) throws IOException {
        if (inFromLine) {
            inFromLine = false;
        } else if (isBlank(wanted)) {
            ended = true;
        } else if (!isRewritten(wanted)) {
            lacks = !isFound(wanted);
        }
    }

    private boolean isFound(byte[] wanted) throws IOException {
        byte[] next = nextStored();
        while (!isBlank(next) && !Arrays.equals(next, wanted)) {
            next = nextStored();
        }
        return !isBlank(next);
    }

    /** {@return the next line with its end; without one at the end of the file} */
    private byte[] nextStored() throws IOException {
        ByteArrayOutputStream next = new ByteArrayOutputStream(128);
        int octet = stored.read();
        while (octet >= 0) {
            next.write(octet);
            octet = octet == '\n' ? -1 : stored.read();
        }
        return next.toByteArray();
    }

    private static boolean isBlank(byte[] line) {
        return line.length == 0 || line[0] == '\n';
    }

    private static boolean isRewritten(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        return REWRITTEN.contains(FieldName.of(text));
    }
}
