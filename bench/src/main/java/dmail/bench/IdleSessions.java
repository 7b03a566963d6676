package dmail.bench;

import dmail.suite.PopClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Logged-in POP sessions that do nothing.
 *
 * @param count how many, each on a mailbox of its own
 */
record IdleSessions(int count) {
    private static final int LOGINS_AT_ONCE = 50;

    /** What compiling and logins took is given back some seconds after the last of them. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    /** {@return the MiB that the server holds while they all are there} */
    double run(Running server) throws IOException, InterruptedException {
        Semaphore turns = new Semaphore(LOGINS_AT_ONCE);
        List<PopClient> clients = Workers.run(count, client -> login(server, client, turns));
        try {
            Thread.sleep(SETTLING);
            for (PopClient client : clients) {
                if (client.count() < 1) {
                    throw new IOException("A session is not there any more");
                }
            }
            return Memory.of(server.pid());
        } finally {
            for (PopClient client : clients) {
                client.close();
            }
        }
    }

    private static PopClient login(Running server, int client, Semaphore turns) throws IOException {
        turns.acquireUninterruptibly();
        try {
            return PopClient.login(server.address(), Boxes.name(client), Boxes.PASSWORD);
        } finally {
            turns.release();
        }
    }
}
