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
        line(reply.line());
    }

    /** Writes a line of a reply of several. */
    void line(String text) throws IOException {
        octets.write(text);
        octets.endLine();
    }

    /** Asks for the next line of a login (RFC 5034 section 4). */
    void challenge(String base64) throws IOException {
        line("+ " + base64);
    }

    /** Ends a reply of several lines (RFC 1939 section 3). */
    void endOfLines() throws IOException {
        octets.write(".\r\n");
    }

    WireWriter octets() {
        return octets;
    }
}
