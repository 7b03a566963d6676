package dmail.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

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

    Next LISTEN = new Next.Listen();
    Next END = new Next.End();

    /**
     * Takes a line of the server's, its CRLF included.
     *
     * @throws IOException when the server should not have said that
     */
    Next heard(byte[] line, int start, int end) throws IOException;
}
