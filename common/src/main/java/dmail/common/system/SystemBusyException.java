package dmail.common.system;

import java.io.IOException;
import java.io.Serial;

/** The system can't answer now; asking again later may help. */
public final class SystemBusyException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    public SystemBusyException(String message) {
        super(message);
    }
}
