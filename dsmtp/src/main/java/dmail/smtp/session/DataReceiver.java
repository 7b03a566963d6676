package dmail.smtp.session;

import dmail.common.io.LineEnds;
import dmail.common.net.WireReader;
import java.io.EOFException;
import java.io.IOException;

/**
 * Receives the mail data after DATA: removes dot-stuffing (RFC 5321 section 4.5.2) and finds the
 * end, which is {@code <CRLF>.<CRLF>} and nothing else (section 4.1.1.4). A bare CR or LF ends
 * neither a line nor the data, even if the message is refused because of it.
 *
 * <p>Octets are scanned in the reader's buffer and passed on in long pieces.
 */
final class DataReceiver {
    private enum At {
        LINE_START,
        TEXT,
        /** After a CR. */
        CR,
        /** After a dot at the start of a line; it has been left out. */
        DOT,
        /** After a dot at the start of a line and a CR, neither passed on yet. */
        DOT_CR,
        END
    }

    private static final byte[] RETURN = {'\r'};

    private final WireReader reader;
    private final IncomingMessage message;
    private final ProgressTimeout progress;
    private At at = At.LINE_START;

    DataReceiver(WireReader reader, IncomingMessage message, ProgressTimeout progress) {
        this.reader = reader;
        this.message = message;
        this.progress = progress;
    }

    /**
     * Reads to the end of the data, even if the message is refused.
     *
     * @throws EOFException when the client closes before that
     */
    void receive() throws IOException {
        while (at != At.END) {
            if (!reader.await()) {
                throw new EOFException("connection closed in the message");
            }
            int used = scan(reader.buffer(), reader.position(), reader.limit());
            reader.consume(used);
            progress.advance(used);
        }
    }

    /** {@return how many octets were scanned} */
    private int scan(byte[] buffer, int start, int limit) {
        int from = start;
        int i = start;
        while (i < limit && at != At.END) {
            if (at == At.TEXT) {
                i = textEnd(buffer, i, limit);
                if (i == limit) {
                    break;
                }
            }
            byte octet = buffer[i];
            At before = at;
            at = next(before, octet);
            if (at == At.DOT || at == At.DOT_CR || at == At.END) {
                handOn(buffer, from, i);
                from = i + 1;
            }
            i++;
        }
        handOn(buffer, from, i);
        return i - start;
    }

    /** {@return the end of the text that begins at the start, with the usual lines after it} */
    private static int textEnd(byte[] buffer, int start, int limit) {
        int end = LineEnds.returnOrFeed(buffer, start, limit);
        while (limit - end > 2
                && buffer[end] == '\r'
                && buffer[end + 1] == '\n'
                && isUsualStart(buffer[end + 2])) {
            end = LineEnds.returnOrFeed(buffer, end + 3, limit);
        }
        return end;
    }

    private static boolean isUsualStart(byte octet) {
        return octet != '.' && octet != '\r' && octet != '\n';
    }

    private void handOn(byte[] buffer, int from, int end) {
        if (end > from) {
            message.take(buffer, from, end - from);
        }
    }

    private At next(At before, byte octet) {
        return switch (before) {
            case LINE_START -> octet == '.' ? At.DOT : inText(octet);
            case TEXT, DOT -> before == At.DOT && octet == '\r' ? At.DOT_CR : inText(octet);
            case CR -> octet == '\n' ? At.LINE_START : afterBareCr(octet);
            case DOT_CR -> octet == '\n' ? At.END : afterDotAndBareCr(octet);
            case END -> throw new IllegalStateException("data has ended");
        };
    }

    private At inText(byte octet) {
        if (octet == '\n') {
            message.markBareLineEnd();
        }
        return octet == '\r' ? At.CR : At.TEXT;
    }

    private At afterDotAndBareCr(byte octet) {
        message.take(RETURN, 0, RETURN.length);
        return afterBareCr(octet);
    }

    private At afterBareCr(byte octet) {
        message.markBareLineEnd();
        return octet == '\r' ? At.CR : At.TEXT;
    }
}
