package dmail.pop.mbox;

import dmail.common.mbox.FromLine;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Finds the messages of a drop file. A message begins with a From line and ends before the next one
 * or at the end of the file; the last empty line belongs to the mbox format, not to the message.
 * What precedes the first From line is no message, nor is the first one if it holds a mail
 * program's data.
 */
public final class MboxScanner implements MboxLines.Sink {
    private static final byte[] NO_LINE = {};
    private static final byte[] LF = {'\n'};
    private static final byte[] CRLF = {'\r', '\n'};

    private final Found found;
    private final Runnable stillBusy;
    private final MessageScan scan = new MessageScan();
    private boolean inMessage;

    /** Whether the message that ends next is the first of the file. */
    private boolean isFirst;

    /** Offset behind what is no mail at the beginning of the file. */
    private long lead;

    /** An empty line that is held back, for it may be the one behind the message. */
    private byte[] held = NO_LINE;

    /** Takes the messages. */
    @FunctionalInterface
    public interface Found {
        void message(ScannedMessage message) throws IOException;
    }

    private MboxScanner(Found found, boolean isFirst, Runnable stillBusy) {
        this.found = found;
        this.isFirst = isFirst;
        this.stillBusy = stillBusy;
    }

    /**
     * Finds the messages of a part of the file; they come without number of copy.
     *
     * @param start offset of a From line, or 0
     * @param end offset behind the last octet to look at
     * @param stillBusy called every now and then, so that a lock can be kept alive
     * @return offset behind the notes of a mail program with which the file begins; 0 without such
     */
    public static long scan(
            FileChannel channel, long start, long end, Found found, Runnable stillBusy)
            throws IOException {
        MboxScanner scanner = new MboxScanner(found, start == 0, stillBusy);
        MboxLines.read(channel, start, end, scanner);
        scanner.endMessage(end);
        return scanner.lead;
    }

    @Override
    public void line(byte[] buffer, int start, int end, long offset) throws IOException {
        if (buffer[start] == 'F'
                && FromLine.isFromLine(buffer, start, textEnd(buffer, start, end))) {
            scan.flush(buffer);
            endMessage(offset);
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

    private void endMessage(long next) throws IOException {
        if (inMessage) {
            ScannedMessage message = scan.end();
            if (isFirst && message.isInternal()) {
                lead = next;
            } else {
                found.message(message);
            }
            inMessage = false;
            isFirst = false;
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
