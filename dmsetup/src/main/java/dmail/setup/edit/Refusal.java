package dmail.setup.edit;

import dmail.common.cli.ExitStatus;
import java.io.Serial;

/** A command is not carried out; the message says why. */
final class Refusal extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final ExitStatus status;

    private Refusal(ExitStatus status, String why) {
        super(why);
        this.status = status;
    }

    static Refusal usage(String why) {
        return new Refusal(ExitStatus.USAGE, why);
    }

    static Refusal wrong(String why) {
        return new Refusal(ExitStatus.DATA_ERROR, why);
    }

    static Refusal noInput(String why) {
        return new Refusal(ExitStatus.NO_INPUT, why);
    }

    static Refusal noUser(String why) {
        return new Refusal(ExitStatus.NO_USER, why);
    }

    static Refusal configuration(String why) {
        return new Refusal(ExitStatus.CONFIG, why);
    }

    static Refusal failed(String why) {
        return new Refusal(ExitStatus.CANNOT_CREATE, why);
    }

    ExitStatus status() {
        return status;
    }
}
