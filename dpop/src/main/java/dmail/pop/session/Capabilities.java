package dmail.pop.session;

import dmail.pop.protocol.PopReply;
import java.io.IOException;

/** What CAPA tells (RFC 2449); the same in both states. */
final class Capabilities {
    private Capabilities() {}

    static void write(String version, PopOutput out) throws IOException {
        out.reply(PopReply.ok("capabilities follow"));
        String lines =
                """
                TOP
                UIDL
                USER
                PIPELINING
                RESP-CODES
                AUTH-RESP-CODE
                UTF8
                EXPIRE NEVER
                IMPLEMENTATION DPOP-%s
                """
                        .formatted(version);
        out.octets().write(lines.replace("\n", "\r\n"));
        out.endOfLines();
    }
}
