package dmail.bench;

import dmail.suite.SmtpClient;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Mail for local mailboxes over a number of sessions at once.
 *
 * @param sessions how many connections send at the same time
 * @param messages how many messages they send together
 * @param size octets of a body
 */
record SmtpLoad(int sessions, int messages, int size) {
    /** Servers keep as few as five connections waiting, and Linux loses those beyond. */
    private static final int CONNECTING_AT_ONCE = 4;

    /**
     * What a server did with it.
     *
     * @param accepted messages a second, until the last 250
     * @param delivered messages a second, until the last was in its mailbox
     * @param slowest milliseconds that 99 of 100 messages stayed under from MAIL to 250
     * @param work milliseconds of processor time for a thousand messages
     */
    record Result(double accepted, double delivered, double slowest, double work) {}

    /** Sends the load and waits until all of it is in the mailboxes, whole. */
    Result run(Running server, int boxes, String round) throws IOException, InterruptedException {
        Deliveries deliveries = new Deliveries(server.mail(), boxes);
        deliveries.clear();
        Mails mails = Mails.of(messages, size, round);
        double work = Cpu.of(server.pid());
        Instant start = Instant.now();
        Semaphore turns = new Semaphore(CONNECTING_AT_ONCE);
        List<long[]> times =
                Workers.run(sessions, client -> session(server, boxes, mails, client, turns));
        Instant accepted = Instant.now();
        Instant delivered = deliveries.await(messages, round);
        return new Result(
                Rate.of(messages, start, accepted),
                Rate.of(messages, start, delivered),
                Rate.percentile(times, 99) / 1e6,
                (Cpu.of(server.pid()) - work) * 1_000 / messages);
    }

    private long[] session(Running server, int boxes, Mails mails, int client, Semaphore turns)
            throws IOException {
        int number = mails.first(client, sessions);
        List<byte[]> share = mails.share(client, sessions);
        long[] times = new long[share.size()];
        try (SmtpClient smtp = connect(server, turns)) {
            for (int each = 0; each < times.length; each++, number++) {
                long before = System.nanoTime();
                SmtpClient.Reply reply =
                        smtp.sendDoubled(
                                "sender@client.example",
                                Boxes.address(number % boxes),
                                share.get(each));
                times[each] = System.nanoTime() - before;
                if (!reply.good()) {
                    throw new IOException("Not accepted: " + reply);
                }
            }
            smtp.quit();
        }
        return times;
    }

    private static SmtpClient connect(Running server, Semaphore turns) throws IOException {
        turns.acquireUninterruptibly();
        try {
            return SmtpClient.connect(server.address());
        } finally {
            turns.release();
        }
    }
}
