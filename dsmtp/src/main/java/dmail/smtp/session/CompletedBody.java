package dmail.smtp.session;

import dmail.common.mbox.FieldName;
import dmail.common.mbox.MailDate;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodyFilter;
import dmail.smtp.message.BodySink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;

/**
 * Adds the Date and Message-ID that a submitted message's header lacks (RFC 6409 sections 8.1 and
 * 8.2); the rest passes unchanged.
 */
final class CompletedBody implements BodyFilter {
    private static final String DATE_FIELD = "date";
    private static final String ID_FIELD = "message-id";

    /** Octets of a line that are enough to know its field, with blanks before the colon. */
    private static final int ENOUGH = 80;

    private static final byte[] RETURN = {'\r'};

    private final BodySink body;
    private final String host;
    private final ZonedDateTime now;

    /** The start of the current line, as far as it is needed to know its field. */
    private final StringBuilder line = new StringBuilder();

    private boolean hasDate;
    private boolean hasId;
    private boolean isHeader = true;
    private boolean holdsReturn;

    CompletedBody(BodySink body, String host, ZonedDateTime now) {
        this.body = body;
        this.host = host;
        this.now = now;
    }

    @Override
    public BodySink body() {
        return body;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        if (holdsReturn) {
            release(octets[offset] == '\n');
        }
        int end = offset + length;
        int emptyLine = isHeader ? emptyLine(octets, offset, end) : -1;
        if (emptyLine >= 0) {
            body.write(octets, offset, emptyLine - offset);
            complete();
            body.write(octets, emptyLine, end - emptyLine);
        } else {
            holdsReturn = isHeader && line.toString().equals("\r");
            body.write(octets, offset, holdsReturn ? length - 1 : length);
        }
    }

    /**
     * A CR at the start of a line may be that of the empty line, before which the fields are added.
     */
    private void release(boolean emptyLine) throws IOException {
        holdsReturn = false;
        if (emptyLine) {
            complete();
        }
        body.write(RETURN, 0, RETURN.length);
    }

    /** {@return the index of the empty line after the header, negative if it hasn't come yet} */
    private int emptyLine(byte[] octets, int from, int end) {
        for (int i = from; i < end; i++) {
            if (octets[i] != '\n') {
                keep(octets[i]);
            } else if (line.isEmpty() || line.toString().equals("\r")) {
                return i - line.length();
            } else {
                note();
                line.setLength(0);
            }
        }
        return -1;
    }

    private void keep(byte octet) {
        if (line.length() < ENOUGH) {
            line.append((char) (octet & 0xff));
        }
    }

    private void note() {
        String start = line.toString();
        hasDate |= FieldName.is(start, DATE_FIELD);
        hasId |= FieldName.is(start, ID_FIELD);
    }

    private void complete() throws IOException {
        isHeader = false;
        StringBuilder fields = new StringBuilder();
        if (!hasDate) {
            fields.append("Date: ").append(MailDate.of(now)).append("\r\n");
        }
        if (!hasId) {
            fields.append("Message-ID: <")
                    .append(id())
                    .append('.')
                    .append(now.toEpochSecond())
                    .append('@')
                    .append(host)
                    .append(">\r\n");
        }
        byte[] octets = fields.toString().getBytes(StandardCharsets.US_ASCII);
        body.write(octets, 0, octets.length);
    }

    @Override
    public Body finish() throws IOException {
        if (isHeader) {
            complete();
        }
        if (holdsReturn) {
            release(false);
        }
        return body.finish();
    }
}
