package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.util.Optional;

/**
 * Turns a request line into a reply, for the control socket and for the network.
 *
 * @param handler carries requests out
 */
record Answering(AdminRequestHandler handler, Log log) {
    ReplyFrame to(String line) {
        Optional<RequestLine> request = RequestLine.parse(line);
        if (request.isEmpty()) {
            return refusal(ExitStatus.USAGE, "the request can't be understood");
        }
        AdminReply reply = reply(request.get());
        String body =
                switch (request.get().form()) {
                    case TEXT -> reply.text();
                    case JSON -> reply.json() + "\n";
                };
        return new ReplyFrame(reply.status().code(), body);
    }

    private AdminReply reply(RequestLine request) {
        log.info(LogLine.of("control").with("request", String.join(" ", request.commandLine())));
        try {
            return handler.handle(request.commandLine());
        } catch (RuntimeException e) {
            // A bug must end only this request, not the server.
            log.error(LogLine.of("control request failed").with("reason", e));
            return AdminReply.refused(
                    ExitStatus.SOFTWARE, "failed for a fault of the server's, which its log names");
        }
    }

    static ReplyFrame refusal(ExitStatus status, String why) {
        return new ReplyFrame(status.code(), why + "\n");
    }
}
