package dmail.common.tls;

import java.io.IOException;
import java.io.Serial;

/** A client and we could not agree on encryption; the connection is of no more use. */
public final class TlsFailure extends IOException {
    @Serial private static final long serialVersionUID = 1;

    TlsFailure(String why) {
        super(why);
    }

    TlsFailure(String why, Throwable cause) {
        super(why, cause);
    }
}
