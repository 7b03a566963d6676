package dmail.smtp.session;

import dmail.common.net.WireReader;
import dmail.common.net.WireWriter;
import dmail.common.tls.Upgrade;
import dmail.smtp.protocol.Replies;
import dmail.smtp.protocol.Reply;
import java.io.IOException;

/** Says replies to the client, and counts those that refuse. */
final class SessionReplies {
    private final WireWriter writer;
    private int errors;
    private Reply last = Replies.OK;

    SessionReplies(WireWriter writer) {
        this.writer = writer;
    }

    /** The reply leaves when the session next waits for the client (RFC 2920). */
    void say(Reply reply) throws IOException {
        if (reply.isError()) {
            errors++;
        }
        last = reply;
        writer.write(reply.wire());
    }

    /** The reply leaves now. */
    void sayAtOnce(Reply reply) throws IOException {
        say(reply);
        writer.flush();
    }

    /**
     * Goes over to encryption, once what was said has left.
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

    /** A client that brings good mail has earned new patience. */
    void forgetErrors() {
        errors = 0;
    }
}
