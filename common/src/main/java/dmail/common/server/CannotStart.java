package dmail.common.server;

import dmail.common.cli.ExitStatus;
import java.io.Serial;

/** A server can't start; the message tells the administrator why, in one sentence. */
public final class CannotStart extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final ExitStatus status;
    private final String why;

    public CannotStart(ExitStatus status, String why) {
        super(why);
        this.status = status;
        this.why = why;
    }

    public ExitStatus status() {
        return status;
    }

    /** {@return the sentence} */
    public String why() {
        return why;
    }
}
