package dmail.bench;

import dmail.suite.ProvableMessage;
import dmail.suite.SmtpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Sessions that are all there at the same time; then each sends a message.
 *
 * @param count how many
 * @param settling what connecting took is given back by then
 */
record SmtpCrowd(int count, Duration settling) {
    private static final int AT_ONCE = 50;

    /** {@return the MiB that the server holds while they all are there} */
    double run(Running server, int boxes) throws IOException, InterruptedException {
        Semaphore turns = new Semaphore(AT_ONCE);
        List<SmtpClient> clients =
                Workers.run(
                        count,
                        turns,
                        _ -> {
                            return SmtpClient.connect(server.address());
                        });
        try {
            Thread.sleep(settling);
            double held = Memory.of(server.pid());
            List<SmtpClient> senders = new ArrayList<>(clients);
            Workers.run(count, turns, number -> send(senders.get(number), number, boxes));
            new Deliveries(server.mail(), boxes).await(count, "crowd");
            return held;
        } finally {
            for (SmtpClient client : clients) {
                client.close();
            }
        }
    }

    private static boolean send(SmtpClient client, int number, int boxes) throws IOException {
        SmtpClient.Reply reply =
                client.send(
                        "sender@client.example",
                        List.of(Boxes.address(number % boxes)),
                        ProvableMessage.of("crowd-" + number, Mails.HELLO));
        if (!reply.good()) {
            throw new IOException("Not accepted: " + reply);
        }
        return client.command("QUIT").good();
    }
}
