package dmail.common.tls;

import java.io.IOException;
import java.io.Serial;

/** The handshake has failed; the connection can't be used any more. */
public final class TlsFailure extends IOException {
    @Serial private static final long serialVersionUID = 1;

    TlsFailure(String why) {
        super(why);
    }

    TlsFailure(String why, Throwable cause) {
        super(why, cause);
    }
}
