package dmail.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Mail for another host, sent over a number of sessions at once.
 *
 * @param sessions how many connections send at the same time
 * @param messages how many messages they send together
 * @param size octets of a body
 * @param port where the other host is, or will be
 */
record RelayLoad(int sessions, int messages, int size, int port) {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** {@return messages a second, from the first MAIL until the last was at the other host} */
    double relay(Running server, String round) throws IOException, InterruptedException {
        Mails mails = Mails.of(messages, size, round);
        try (Sink sink = Sink.open(port)) {
            Instant start = Instant.now();
            send(server, mails);
            return Rate.of(messages, start, await(sink, round));
        }
    }

    /**
     * Leaves them queued, since the other host is down, then has them tried when it is up.
     *
     * @return messages a second, from the command until the last was at the other host
     */
    double flush(Running server, String round) throws IOException, InterruptedException {
        fill(server, round);
        try (Sink sink = Sink.open(port)) {
            Instant start = Instant.now();
            server.backlog().flush();
            return Rate.of(messages, start, await(sink, round));
        }
    }

    /** Leaves them queued, while the other host is down. */
    void fill(Running server, String round) throws IOException, InterruptedException {
        send(server, Mails.of(messages, size, round));
        server.awaitQueued(messages);
    }

    /** {@return when the last of them came} */
    Instant await(Sink sink, String round) throws IOException, InterruptedException {
        return sink.await(messages, round, TIMEOUT);
    }

    private void send(Running server, Mails mails) throws IOException {
        SmtpSender.send(server.address(), mails.shares(sessions, _ -> "someone@sink.example"));
    }
}
