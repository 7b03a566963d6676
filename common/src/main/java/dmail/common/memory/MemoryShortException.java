package dmail.common.memory;

import java.io.IOException;
import java.io.Serial;

/**
 * What was about to be held doesn't fit into the account of memory, or the session is to give way
 * to others. It is nobody's fault and passes.
 */
public final class MemoryShortException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    public MemoryShortException(String message) {
        super(message);
    }
}
