package dmail.common.memory;

import java.io.IOException;
import java.io.Serial;

/** The account of memory hasn't enough left. It is nobody's fault and passes. */
public final class MemoryShortException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    MemoryShortException(String message) {
        super(message);
    }
}
