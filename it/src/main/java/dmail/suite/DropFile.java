package dmail.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a drop file as any mail program would: mboxrd, and strictly. */
public final class DropFile {
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    private DropFile() {}

    /** {@return its messages with CRLF lines; none when there is no file} */
    public static List<byte[]> messages(Path file) throws IOException {
        try {
            return parse(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** {@return the messages of a whole mbox with CRLF lines} */
    public static List<byte[]> parse(byte[] mbox) throws IOException {
        List<byte[]> messages = new ArrayList<>();
        ByteArrayOutputStream message = null;
        boolean afterBlank = true;
        int start = 0;
        while (start < mbox.length) {
            int end = endOfLine(mbox, start);
            boolean from = startsWith(mbox, start, FROM);
            if (from && afterBlank) {
                finish(message, messages);
                message = new ByteArrayOutputStream(end);
            } else if (message == null || from) {
                throw new IOException("Not a message start at octet " + start);
            } else {
                copyLine(mbox, start, end, message);
            }
            afterBlank = end == start;
            start = end + 1;
        }
        if (message != null && !afterBlank) {
            throw new IOException("No blank line at the end");
        }
        finish(message, messages);
        return messages;
    }

    private static void copyLine(byte[] mbox, int start, int end, ByteArrayOutputStream message) {
        int quotes = start;
        while (quotes < end && mbox[quotes] == '>') {
            quotes++;
        }
        int first = quotes > start && startsWith(mbox, quotes, FROM) ? start + 1 : start;
        message.write(mbox, first, end - first);
        message.write('\r');
        message.write('\n');
    }

    private static void finish(
            @org.jspecify.annotations.Nullable ByteArrayOutputStream message,
            List<byte[]> messages) {
        if (message != null) {
            byte[] whole = message.toByteArray();
            // The last blank line belongs to the mbox, not to the message.
            messages.add(java.util.Arrays.copyOf(whole, Math.max(0, whole.length - 2)));
        }
    }

    private static int endOfLine(byte[] mbox, int start) throws IOException {
        for (int at = start; at < mbox.length; at++) {
            if (mbox[at] == '\n') {
                return at;
            }
        }
        throw new IOException("No line end after octet " + start);
    }

    private static boolean startsWith(byte[] mbox, int at, byte[] prefix) {
        return at + prefix.length <= mbox.length
                && java.util.Arrays.equals(mbox, at, at + prefix.length, prefix, 0, prefix.length);
    }
}
