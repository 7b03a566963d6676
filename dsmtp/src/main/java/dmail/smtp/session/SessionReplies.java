package dmail.smtp.session;

import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import dmail.common.tls.Upgrade;
import dmail.smtp.protocol.Replies;
import dmail.smtp.protocol.Reply;
import java.io.IOException;

/** Sends replies, and counts those that refuse. */
final class SessionReplies {
    private final WireWriter writer;
    private int errors;
    private Reply last = Replies.OK;

    SessionReplies(WireWriter writer) {
        this.writer = writer;
    }

    /** Buffered until the session next waits for the client (RFC 2920). */
    void send(Reply reply) throws IOException {
        if (reply.isError()) {
            errors++;
        }
        last = reply;
        writer.write(reply.wire());
    }

    /** Sent at once. */
    void sendAtOnce(Reply reply) throws IOException {
        send(reply);
        writer.flush();
    }

    /**
     * Starts TLS after the buffered replies were sent.
     *
     * @return version and cipher
     */
    String continueOver(Upgrade upgrade, WireReader reader) throws IOException {
        return upgrade.start(reader, writer);
    }

    Reply last() {
        return last;
    }

    int errors() {
        return errors;
    }

    /** An accepted message sets the count of errors back to zero. */
    void forgetErrors() {
        errors = 0;
    }
}
