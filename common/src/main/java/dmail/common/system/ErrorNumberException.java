package dmail.common.system;

import java.io.Serial;

/** A call into the C library failed. */
public final class ErrorNumberException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final int number;

    ErrorNumberException(int number, String text) {
        super(text);
        this.number = number;
    }

    /** {@return the {@code errno}} */
    public int number() {
        return number;
    }
}
