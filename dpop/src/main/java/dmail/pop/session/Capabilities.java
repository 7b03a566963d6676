package dmail.pop.session;

import dmail.common.sasl.SaslMechanisms;
import dmail.pop.protocol.PopReply;
import java.io.IOException;

/** What CAPA tells (RFC 2449); the same in both states. */
final class Capabilities {
    private Capabilities() {}

    static void write(SessionParts parts, PopOutput out) throws IOException {
        out.reply(PopReply.ok("capabilities follow"));
        if (parts.security().upgrade().isOffered()) {
            // RFC 2595 section 4.
            out.line("STLS");
        }
        SaslMechanisms mechanisms = Authorization.mechanisms(parts);
        if (!mechanisms.names().isEmpty()) {
            // RFC 5034 section 3.
            out.line("SASL " + String.join(" ", mechanisms.names()));
        }
        String user = parts.security().mustEncrypt() ? "" : "USER\n";
        String lines =
                """
                TOP
                UIDL
                %sPIPELINING
                RESP-CODES
                AUTH-RESP-CODE
                UTF8
                EXPIRE NEVER
                IMPLEMENTATION DPOP-%s
                """
                        .formatted(user, parts.rules().version());
        out.octets().write(lines.replace("\n", "\r\n"));
        out.endOfLines();
    }

    /** Replies to AUTH without argument, for clients older than CAPA. */
    static void writeMechanisms(SaslMechanisms mechanisms, PopOutput out) throws IOException {
        out.reply(PopReply.ok("ways to log in follow"));
        for (String name : mechanisms.names()) {
            out.line(name);
        }
        out.endOfLines();
    }
}
