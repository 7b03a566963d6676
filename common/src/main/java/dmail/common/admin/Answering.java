package dmail.common.admin;

import dmail.common.admin.AdminRequestHandler.Caller;
import dmail.common.cli.ExitStatus;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers a request line, over the control socket or the network. A long reply is sent in pieces, a
 * short one as one frame.
 *
 * @param handler carries requests out
 */
record Answering(AdminRequestHandler handler, Log log) {
    /** Characters of a piece. */
    static final int PIECE = 32 << 10;

    private static final long BEAT = Duration.ofSeconds(5).toNanos();

    /** Sends octets to the caller. */
    @FunctionalInterface
    interface Sink {
        void send(byte[] octets) throws IOException;
    }

    /** Carries out a request and sends the answer. */
    void to(String line, Caller caller, Sink sink) throws IOException {
        Optional<RequestLine> request = RequestLine.parse(line);
        if (request.isEmpty()) {
            sink.send(refusal(ExitStatus.USAGE, "the request can't be understood").octets());
            return;
        }
        switch (answer(request.get(), caller)) {
            case AdminAnswer.Live(var followers) ->
                    new LiveLog(followers, request.get().form(), log).send(caller.name(), sink);
            case StreamedReply reply -> send(reply, request.get(), sink);
        }
    }

    private AdminAnswer answer(RequestLine request, Caller caller) {
        try {
            return handler.answer(request.commandLine(), caller);
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    /** A bug must end only this request, not the server. */
    private AdminReply failed(RuntimeException bug) {
        log.error(LogLine.of("control request failed").with("reason", bug));
        return AdminReply.refused(
                ExitStatus.SOFTWARE, "failed for a fault of the server's, which its log names");
    }

    static ReplyFrame refusal(ExitStatus status, String why) {
        return new ReplyFrame(status.code(), why + "\n");
    }

    private void send(StreamedReply reply, RequestLine request, Sink sink) throws IOException {
        log.info(LogLine.of("control").with("request", String.join(" ", request.commandLine())));
        PieceWriter writer = new PieceWriter(request.form(), sink);
        writer.end(write(reply, writer));
    }

    private ExitStatus write(StreamedReply reply, PieceWriter writer) throws IOException {
        try {
            return reply.write(writer);
        } catch (RuntimeException e) {
            return writer.write(failed(e));
        }
    }

    /** Collects text and sends it piece by piece. */
    private static final class PieceWriter implements StreamedReply.ReplyWriter {
        private final ReplyForm form;
        private final Sink sink;
        private final StringBuilder piece = new StringBuilder();
        private long sent = System.nanoTime();

        PieceWriter(ReplyForm form, Sink sink) {
            this.form = form;
            this.sink = sink;
        }

        @Override
        public ReplyForm form() {
            return form;
        }

        @Override
        public void write(String text) throws IOException {
            piece.append(text);
            if (piece.length() >= PIECE) {
                send(ReplyFrame.piece(piece.toString()));
                piece.setLength(0);
            }
        }

        @Override
        public ExitStatus write(AdminReply reply) {
            // The last piece, so the frame at the end takes it.
            piece.append(reply.in(form));
            return reply.status();
        }

        @Override
        public void keepAlive() throws IOException {
            if (System.nanoTime() - sent >= BEAT) {
                send("\n".getBytes(StandardCharsets.US_ASCII));
            }
        }

        private void send(byte[] octets) throws IOException {
            sink.send(octets);
            sent = System.nanoTime();
        }

        void end(ExitStatus status) throws IOException {
            send(new ReplyFrame(status.code(), piece.toString()).octets());
        }
    }
}
