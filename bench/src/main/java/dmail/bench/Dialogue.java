package dmail.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a client says in one connection, and what it makes of the answers. */
interface Dialogue {
    /** What a client does when it has heard a line. */
    sealed interface Next {
        /** It speaks; all these octets at once. */
        record Say(ByteBuffer words) implements Next {}

        /** It waits for more. */
        record Listen() implements Next {}

        /** It closes the connection. */
        record End() implements Next {}
    }

    /** {@return a line said} */
    static Next say(String command) {
        return new Next.Say(
                ByteBuffer.wrap((command + "\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** {@return what was heard, one character an octet} */
    static String text(byte[] line, int start, int end) {
        return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
    }

    Next LISTEN = new Next.Listen();
    Next END = new Next.End();

    /**
     * Takes a line of the server's, its CRLF included.
     *
     * @throws IOException when the server should not have said that
     */
    Next heard(byte[] line, int start, int end) throws IOException;
}
