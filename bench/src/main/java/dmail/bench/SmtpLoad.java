package dmail.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

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
        List<long[]> times =
                SmtpSender.send(
                        server.address(),
                        mails.shares(sessions, number -> Boxes.address(number % boxes)));
        Instant accepted = Instant.now();
        Instant delivered = deliveries.await(messages, round);
        return new Result(
                Rate.of(messages, start, accepted),
                Rate.of(messages, start, delivered),
                Rate.percentile(times, 99) / 1e6,
                (Cpu.of(server.pid()) - work) * 1_000 / messages);
    }
}
