package dmail.pop.mbox;

import dmail.common.mbox.FieldName;
import dmail.pop.index.MessageEntry.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The Status header, in which mail programs keep new, old and read mail apart. */
final class StatusLine {
    private static final byte[] NAME = FieldName.octets("status");

    private StatusLine() {}

    /** {@return what a message's Status should be after a session in which it was there} */
    static Status after(Status before, boolean retrieved) {
        return switch (before) {
            case OTHER, READ -> before;
            case NONE, OLD -> retrieved ? Status.READ : Status.OLD;
        };
    }

    /** {@return a header with that Status, as its last line, in place of any other} */
    static byte[] set(byte[] header, Status status) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(header.length + 16);
        boolean dropping = false;
        int start = 0;
        while (start < header.length) {
            int end = lineEnd(header, start);
            boolean continued = header[start] == ' ' || header[start] == '\t';
            dropping = continued ? dropping : FieldName.valueOf(header, start, end, NAME) >= 0;
            if (!dropping) {
                changed.write(header, start, end - start);
            }
            start = end;
        }
        changed.writeBytes(line(status));
        return changed.toByteArray();
    }

    private static byte[] line(Status status) {
        String value = status == Status.READ ? "RO" : "O";
        return ("Status: " + value + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static int lineEnd(byte[] header, int start) {
        int at = start;
        while (at < header.length && header[at] != '\n') {
            at++;
        }
        return Math.min(header.length, at + 1);
    }

    /** {@return octets that a header takes on the wire, its line ends being CRLF} */
    static long wireOctets(byte[] header) {
        long octets = header.length;
        for (int i = 0; i < header.length; i++) {
            if (header[i] == '\n' && (i == 0 || header[i - 1] != '\r')) {
                octets++;
            }
        }
        return octets;
    }
}
