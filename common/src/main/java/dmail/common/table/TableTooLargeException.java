package dmail.common.table;

import java.io.IOException;

/** A table needs more memory than is left; the message says how much. */
public final class TableTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TableTooLargeException(String message) {
        super(message);
    }
}
