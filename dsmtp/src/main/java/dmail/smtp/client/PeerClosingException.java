package dmail.smtp.client;

import java.io.IOException;
import java.io.Serial;

/** The other host said 421: it ends the conversation (RFC 5321 section 3.8). */
final class PeerClosingException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final transient PeerReply reply;

    PeerClosingException(PeerReply reply) {
        super(reply.text());
        this.reply = reply;
    }

    PeerReply reply() {
        return reply;
    }
}
