package dmail.smtp.message;

import java.io.IOException;
import java.io.Serial;

/** The disk is full: the client gets 452 4.3.1 instead of 451. */
public final class NoSpaceException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    public NoSpaceException(String message) {
        super(message);
    }

    public NoSpaceException(String message, Throwable cause) {
        super(message, cause);
    }
}
