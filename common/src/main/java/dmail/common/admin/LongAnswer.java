package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends a long reply in pieces, over the control socket or the network; one that turns out short is
 * sent as one frame.
 */
record LongAnswer(LongReply reply, RequestLine request, Log log) {
    /** Characters of a piece. */
    static final int PIECE = 32 << 10;

    private static final long BEAT = Duration.ofSeconds(5).toNanos();

    /** {@return the long answer, if the request asks for one} */
    static Optional<LongAnswer> asked(String line, AdminRequestHandler handler, Log log) {
        return RequestLine.parse(line)
                .flatMap(request ->
                        handler.longReply(request.commandLine())
                                .map(reply -> new LongAnswer(reply, request, log)));
    }

    /** Carries out the command and sends the reply. */
    void send(LiveLog.Sink sink) throws IOException {
        log.info(LogLine.of("control").with("request", String.join(" ", request.commandLine())));
        PieceWriter writer = new PieceWriter(request.form(), sink);
        writer.end(write(writer));
    }

    private ExitStatus write(PieceWriter writer) throws IOException {
        try {
            return reply.write(writer);
        } catch (RuntimeException e) {
            // As in Answering: a bug must end only this request, not the server.
            log.error(LogLine.of("control request failed").with("reason", e));
            return writer.write(AdminReply.refused(ExitStatus.SOFTWARE, "failed: " + Reason.of(e)));
        }
    }

    /** Collects text and sends it piece by piece. */
    private static final class PieceWriter implements LongReply.ReplyWriter {
        private final ReplyForm form;
        private final LiveLog.Sink sink;
        private final StringBuilder piece = new StringBuilder();
        private long sent = System.nanoTime();

        PieceWriter(ReplyForm form, LiveLog.Sink sink) {
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
