package dmail.common.memory;

import java.io.IOException;
import java.io.Serial;

/**
 * The account of memory has no room for what is needed, or the session is being evicted. A
 * temporary failure, not the client's fault.
 */
public final class MemoryShortException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    public MemoryShortException(String message) {
        super(message);
    }
}
