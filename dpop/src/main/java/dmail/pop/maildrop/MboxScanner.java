package dmail.pop.maildrop;

import dmail.common.mbox.FromLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * Finds the messages of a drop file. A message begins with a From line and ends before the next one
 * or at the end of the file; the last empty line, which the mbox form puts behind each message, is
 * not part of it. What stands before the first From line is no message.
 */
final class MboxScanner implements MboxLines.Sink {
    private static final byte[] NO_LINE = {};
    private static final byte[] LF = {'\n'};
    private static final byte[] CRLF = {'\r', '\n'};

    private final Consumer<MessageEntry> found;
    private final Runnable stillBusy;
    private final MessageScan scan = new MessageScan();
    private boolean inMessage;

    /** An empty line that is held back, for it may be the one behind the message. */
    private byte[] held = NO_LINE;

    private MboxScanner(Consumer<MessageEntry> found, Runnable stillBusy) {
        this.found = found;
        this.stillBusy = stillBusy;
    }

    /**
     * Finds the messages of a part of the file; they come without number of copy.
     *
     * @param start offset of a From line, or 0
     * @param end offset behind the last octet to look at
     * @param stillBusy called every now and then, so that a lock can be kept alive
     */
    static void scan(
            FileChannel channel,
            long start,
            long end,
            Consumer<MessageEntry> found,
            Runnable stillBusy)
            throws IOException {
        MboxScanner scanner = new MboxScanner(found, stillBusy);
        MboxLines.read(channel, start, end, scanner);
        scanner.endMessage();
    }

    @Override
    public void line(byte[] buffer, int start, int end, long offset) {
        if (buffer[start] == 'F'
                && FromLine.isFromLine(buffer, start, textEnd(buffer, start, end))) {
            scan.flush(buffer);
            endMessage();
            inMessage = true;
            scan.begin(offset, buffer, start, end);
        } else if (inMessage) {
            messageLine(buffer, start, end);
        }
    }

    private void messageLine(byte[] buffer, int start, int end) {
        if (held.length > 0) {
            scan.flush(buffer);
            scan.startOfLine(held, 0, held.length);
            scan.flush(held);
            held = NO_LINE;
        }
        if (MboxText.isEmptyLine(buffer, start, end)) {
            held = end - start == 1 ? LF : CRLF;
        } else {
            scan.startOfLine(buffer, start, end);
        }
    }

    @Override
    public void rest(byte[] buffer, int start, int end) {
        if (inMessage) {
            scan.restOfLine(buffer, start, end);
        }
    }

    @Override
    public boolean goOn(byte[] buffer) {
        scan.flush(buffer);
        stillBusy.run();
        return true;
    }

    @Override
    public void endMissing() {
        if (inMessage) {
            scan.endMissing();
        }
    }

    private void endMessage() {
        if (inMessage) {
            found.accept(scan.end());
            inMessage = false;
        }
        held = NO_LINE;
    }

    private static int textEnd(byte[] buffer, int start, int end) {
        int textEnd = end;
        if (textEnd > start && buffer[textEnd - 1] == '\n') {
            textEnd--;
        }
        if (textEnd > start && buffer[textEnd - 1] == '\r') {
            textEnd--;
        }
        return textEnd;
    }
}
