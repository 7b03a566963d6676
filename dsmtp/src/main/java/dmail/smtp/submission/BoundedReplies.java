package dmail.smtp.submission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the replies of the server; a session with too many is aborted. */
final class BoundedReplies extends OutputStream {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final int most;

    BoundedReplies(int most) {
        this.most = most;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int at, int length) throws IOException {
        if (length > most - received.size()) {
            throw new IOException("more answers than a message needs");
        }
        received.write(octets, at, length);
    }

    ServerAnswers answers() {
        return ServerAnswers.parse(received.toString(StandardCharsets.ISO_8859_1));
    }
}
