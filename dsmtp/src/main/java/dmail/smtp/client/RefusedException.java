package dmail.smtp.client;

import java.io.IOException;
import java.io.Serial;

/** The host refuses the session. */
final class RefusedException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final transient PeerReply reply;

    RefusedException(PeerReply reply) {
        super(reply.text());
        this.reply = reply;
    }

    PeerReply reply() {
        return reply;
    }
}
