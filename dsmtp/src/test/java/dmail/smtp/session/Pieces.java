package dmail.smtp.session;

import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import dmail.smtp.message.Body;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Octets that arrive in pieces of random length. */
final class Pieces extends ByteArrayInputStream {
    private final Random random;

    private Pieces(byte[] octets, Random random) {
        super(octets);
        this.random = random;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(6)));
    }

    static WireReader reader(String wire, Random random) {
        return new WireReader(
                new Pieces(wire.getBytes(StandardCharsets.ISO_8859_1), random),
                new WireWriter(OutputStream.nullOutputStream()));
    }

    static String text(Body body) throws IOException {
        return new String(body.open().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Reads what has been left unread. */
    static String rest(WireReader reader) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        while (reader.await()) {
            int length = reader.limit() - reader.position();
            rest.write(reader.buffer(), reader.position(), length);
            reader.consume(length);
        }
        return rest.toString(StandardCharsets.ISO_8859_1);
    }

    /** {@return a message whose lines end with CRLF, made without haste} */
    static String mended(String message) {
        return message.replaceAll("\r*\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    }

    /** {@return what is stored of a message without header, as none of these tests has one} */
    static String withGap(String message) {
        return message.isEmpty() || message.startsWith("\r\n") ? message : "\r\n" + message;
    }
}
