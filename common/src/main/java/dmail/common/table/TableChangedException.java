package dmail.common.table;

import java.io.IOException;

/** The file is no longer what the table was made of: it must be read again. */
public final class TableChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    TableChangedException(String message) {
        super(message);
    }
}
