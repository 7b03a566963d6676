package dmail.smtp.sendmail;

import dmail.common.mbox.FieldName;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as a program wrote it.
 *
 * @param header its fields
 * @param text what follows the empty line, with CRLF; the caller closes it
 */
record Draft(Header header, TextStore text) implements AutoCloseable {
    /** Octets of a header; a longer one is an attack or a mistake. */
    private static final int LARGEST_HEADER = 1 << 20;

    /** The header is longer than that. */
    static final class TooLarge extends IOException {
        @Serial private static final long serialVersionUID = 1;

        TooLarge() {
            super("the header is larger than " + LARGEST_HEADER + " octets");
        }
    }

    /** Reads a message to its end. */
    static Draft read(InputStream in, boolean dotEnds) throws IOException {
        InputLines lines = new InputLines(new BufferedInputStream(in), dotEnds);
        TextStore text = new TextStore();
        try {
            List<String> fields = new ArrayList<>();
            readHeader(lines, fields, text);
            while (lines.next(text)) {
                text.endLine();
            }
            text.finish();
            return new Draft(new Header(fields), text);
        } catch (IOException e) {
            text.close();
            throw e;
        }
    }

    /** A line that is no field ends the header and belongs to the text. */
    private static void readHeader(InputLines lines, List<String> fields, TextStore text)
            throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int size = 0;
        while (lines.next(octets)) {
            String line = octets.toString(StandardCharsets.ISO_8859_1);
            octets.reset();
            size += line.length();
            if (size > LARGEST_HEADER) {
                throw new TooLarge();
            }
            if (line.isEmpty()) {
                return;
            }
            if (!fields.isEmpty() && FieldName.isFolded(line)) {
                fields.add(fields.removeLast() + "\r\n" + line);
            } else if (!FieldName.of(line).isEmpty()) {
                fields.add(line);
            } else if (!fields.isEmpty() || !isOfMailboxFile(line)) {
                text.write(line.getBytes(StandardCharsets.ISO_8859_1));
                text.endLine();
                return;
            }
        }
    }

    /** A From line as in mbox files may come first, quoted or not; it isn't part of the message. */
    private static boolean isOfMailboxFile(String line) {
        return line.startsWith("From ") || line.startsWith(">From ");
    }

    /** {@return the whole message, its header completed} */
    InputStream whole(byte[] finalHeader) throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(finalHeader), text.open());
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
