package dmail.common.tls;

import java.io.Serial;

/**
 * A file without a usable certificate or key; the message is the end of a sentence about the file.
 */
final class BadFileException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    BadFileException(String why) {
        super(why);
    }

    BadFileException(String why, Throwable cause) {
        super(why, cause);
    }
}
