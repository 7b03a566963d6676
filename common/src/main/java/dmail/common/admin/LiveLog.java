package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import dmail.common.log.Log;
import dmail.common.log.LogFollower;
import dmail.common.log.LogFollowers;
import dmail.common.log.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sends the log's lines to a subscriber until it disconnects. While nothing is logged, an empty
 * line is sent each second, since a client that has gone is noticed only by a failed write.
 *
 * @param form of the lines
 */
record LiveLog(LogFollowers followers, ReplyForm form, Log log) {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int LONGEST_LINE = 1 << 20;

    /** Sends octets to the client. */
    @FunctionalInterface
    interface Sink {
        void send(byte[] octets) throws IOException;
    }

    /** {@return the live log, if the request asks for it} */
    static Optional<LiveLog> asked(String line, AdminRequestHandler handler, Log log) {
        return RequestLine.parse(line)
                .flatMap(request ->
                        handler.live(request.commandLine())
                                .map(followers -> new LiveLog(followers, request.form(), log)));
    }

    /** Sends a reply that says whether the request is accepted, and then the lines. */
    void send(String who, Sink sink) throws IOException {
        Optional<LogFollower> joined = followers.join(who);
        if (joined.isEmpty()) {
            sink.send(
                    Answering.refusal(
                                    ExitStatus.UNAVAILABLE,
                                    "enough others are sent the log's lines; monitors lists them")
                            .octets());
            return;
        }
        try (LogFollower follower = joined.get()) {
            log.info(LogLine.of("live log begins").with("for", who));
            sink.send(new ReplyFrame(ExitStatus.OK.code(), "").octets());
            sendLines(follower, sink);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            log.info(LogLine.of("live log ends").with("for", who));
        }
    }

    private void sendLines(LogFollower follower, Sink sink)
            throws IOException, InterruptedException {
        long reportedLost = 0;
        boolean over = false;
        while (!over) {
            // Asked before the lines are taken, so that those written before the end are sent.
            over = follower.isClosed();
            String lines = follower.next(over ? Duration.ZERO : BEAT);
            long lost = follower.lost();
            sink.send(octets(lines, lost - reportedLost));
            reportedLost = lost;
        }
    }

    private byte[] octets(String lines, long leftOut) {
        String shown =
                switch (form) {
                    case TEXT -> leftOut == 0 ? lines : lines + leftOut + " lines left out\n";
                    case JSON -> json(lines, leftOut);
                };
        return (shown.isEmpty() ? "\n" : shown).getBytes(StandardCharsets.UTF_8);
    }

    private static String json(String lines, long leftOut) {
        String objects =
                lines.lines()
                        .map(line -> Json.of(Map.of("line", line)) + "\n")
                        .collect(Collectors.joining());
        return leftOut == 0 ? objects : objects + Json.of(Map.of("left_out", leftOut)) + "\n";
    }

    /**
     * Reads the lines that {@link #send} sends after its reply; returns at the end of the stream.
     */
    static void read(InputStream in, Consumer<String> shown) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet != '\n') {
                line.write(octet);
            } else if (line.size() > 0) {
                shown.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a line without end");
            }
        }
    }
}
