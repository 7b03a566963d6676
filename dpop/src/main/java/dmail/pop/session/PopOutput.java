package dmail.pop.session;

import dmail.common.net.WireWriter;
import dmail.pop.protocol.PopReply;
import java.io.IOException;

/** The replies of a session on their way out. */
final class PopOutput {
    private final WireWriter octets;

    PopOutput(WireWriter octets) {
        this.octets = octets;
    }

    void reply(PopReply reply) throws IOException {
        octets.write(reply.line());
        octets.endLine();
    }

    /** Ends a reply of several lines (RFC 1939 section 3). */
    void endOfLines() throws IOException {
        octets.write(".\r\n");
    }

    WireWriter octets() {
        return octets;
    }
}
