package dmail.smtp.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * The octets of a message: our Received header first, lines ended by CRLF, without the dots that
 * transparency added (RFC 5321 section 4.5.2). It may be read any number of times.
 */
public sealed interface Body permits MemoryBody, FileBody {
    /** {@return how many octets there are} */
    long length();

    /** {@return the octets from the first; exactly {@link #length} of them, or a failure} */
    InputStream open() throws IOException;
}
