package dmail.common.tls;

import java.io.Serial;

/** A file that holds no certificate or key of use; the message goes on a sentence about it. */
final class BadFileException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    BadFileException(String why) {
        super(why);
    }

    BadFileException(String why, Throwable cause) {
        super(why, cause);
    }
}
