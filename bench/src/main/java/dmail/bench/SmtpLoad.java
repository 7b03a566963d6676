package dmail.bench;

import dmail.suite.Dots;
import dmail.suite.ProvableMessage;
import dmail.suite.SmtpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mail for local mailboxes over a number of sessions at once.
 *
 * @param sessions how many connections send at the same time
 * @param messages how many messages they send together
 * @param size octets of a body
 */
record SmtpLoad(int sessions, int messages, int size) {
    /**
     * What a server did with it.
     *
     * @param accepted messages a second, until the last 250
     * @param delivered messages a second, until the last was in its mailbox
     * @param slowest milliseconds that 99 of 100 messages stayed under from MAIL to 250
     */
    record Result(double accepted, double delivered, double slowest) {}

    /** Sends the load and waits until all of it is in the mailboxes, whole. */
    Result run(Running server, int boxes, String round) throws IOException, InterruptedException {
        Deliveries deliveries = new Deliveries(server.mail(), boxes);
        deliveries.clear();
        List<byte[]> ready = ready(round);
        Instant start = Instant.now();
        List<long[]> times = Workers.run(sessions, client -> session(server, boxes, ready, client));
        Instant accepted = Instant.now();
        Instant delivered = deliveries.await(messages, round);
        return new Result(
                Rate.of(messages, start, accepted),
                Rate.of(messages, start, delivered),
                Rate.percentile(times, 99) / 1e6);
    }

    /** Made before the clock runs, since both sides share the processors. */
    private List<byte[]> ready(String round) {
        byte[] body = body();
        return IntStream.range(0, messages)
                .mapToObj(number -> Dots.doubled(ProvableMessage.of(round + "-" + number, body)))
                .toList();
    }

    private long[] session(Running server, int boxes, List<byte[]> ready, int client)
            throws IOException {
        int first = (int) ((long) messages * client / sessions);
        int end = (int) ((long) messages * (client + 1) / sessions);
        long[] times = new long[end - first];
        try (SmtpClient smtp = SmtpClient.connect(server.address())) {
            for (int number = first; number < end; number++) {
                long before = System.nanoTime();
                SmtpClient.Reply reply =
                        smtp.sendDoubled(
                                "sender@client.example",
                                Boxes.address(number % boxes),
                                ready.get(number));
                times[number - first] = System.nanoTime() - before;
                if (!reply.good()) {
                    throw new IOException("Not accepted: " + reply);
                }
            }
            smtp.quit();
        }
        return times;
    }

    private byte[] body() {
        byte[] body = new byte[size / 80 * 80];
        Arrays.fill(body, (byte) 'b');
        byte[] end = "\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int line = 80; line <= body.length; line += 80) {
            System.arraycopy(end, 0, body, line - 2, 2);
        }
        return body;
    }
}
