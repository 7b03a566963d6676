package dmail.common.table;

import java.io.IOException;

/** The file has changed since the table was made, so it must be read again. */
public final class TableChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    TableChangedException(String message) {
        super(message);
    }
}
