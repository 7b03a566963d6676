package dmail.smtp.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * The octets of a message: our Received header first, lines ended by CRLF, without dot-stuffing
 * (RFC 5321 section 4.5.2). It may be read any number of times.
 */
public sealed interface Body permits MemoryBody, FileBody, MovableBody {
    /** {@return how many octets there are} */
    long length();

    /** {@return a stream of the body; it gives exactly {@link #length} octets, or fails} */
    InputStream open() throws IOException;
}
