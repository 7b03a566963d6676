package dmail.bench;

import dmail.suite.PopClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Logged-in POP sessions that do nothing.
 *
 * @param count how many, each on a mailbox of its own
 * @param settling what compiling and logins took is given back by then
 * @param login how each begins
 */
record IdleSessions(int count, Duration settling, Login login) {
    private static final int LOGINS_AT_ONCE = 50;

    /** Begins a session. */
    interface Login {
        PopClient begin(InetSocketAddress server, String user, String password) throws IOException;
    }

    /** {@return the MiB that the server holds while they all are there} */
    double run(Running server) throws IOException, InterruptedException {
        List<PopClient> clients =
                Workers.run(
                        count,
                        new Semaphore(LOGINS_AT_ONCE),
                        number ->
                                login.begin(server.address(), Boxes.name(number), Boxes.PASSWORD));
        try {
            Thread.sleep(settling);
            double held = Memory.of(server.pid());
            for (PopClient client : clients) {
                if (client.count() < 1) {
                    throw new IOException("A session is not there any more");
                }
            }
            return held;
        } finally {
            for (PopClient client : clients) {
                client.close();
            }
        }
    }
}
