package dmail.common.admin;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads one line that ends with LF and is no longer than expected. */
final class BoundedLine {
    private BoundedLine() {}

    /**
     * {@return the line without its LF}
     *
     * @throws IOException when the stream ends before, or the line is longer
     */
    static String read(InputStream in, int longest) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new EOFException("connection closed within a line");
            }
            if (line.size() == longest) {
                throw new IOException("line longer than " + longest + " octets");
            }
            line.write(octet);
            octet = in.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
