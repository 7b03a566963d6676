package dmail.bench;

import dmail.suite.PopClient;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Clients that collect all their mail and leave it on the server.
 *
 * @param clients how many at the same time, each with a mailbox of its own
 * @param messages how many messages each mailbox holds
 */
record FetchLoad(int clients, int messages) {
    private static final int MILLION = 1_000_000;

    /** {@return a million octets a second} */
    double run(Running server) throws IOException, InterruptedException {
        Instant start = Instant.now();
        List<Integer> octets = Workers.run(clients, client -> session(server, client));
        Instant end = Instant.now();
        return Rate.of(octets.stream().mapToInt(each -> each).sum(), start, end) / MILLION;
    }

    private int session(Running server, int client) throws IOException {
        int octets = 0;
        String user = Boxes.name(client);
        try (PopClient pop = PopClient.login(server.address(), user, Boxes.PASSWORD)) {
            for (int number = 1; number <= messages; number++) {
                byte[] message = pop.message(number);
                Boxes.check(message, number - 1);
                octets += message.length;
            }
            pop.quit();
        }
        return octets;
    }
}
