package dmail.bench;

import dmail.suite.PopClient;
import java.io.IOException;
import java.time.Instant;

/**
 * The session of a client that looks for new mail: login, STAT, UIDL, QUIT.
 *
 * @param clients how many at the same time, each with a mailbox of its own
 * @param sessions how many sessions they have together
 * @param messages how many messages each mailbox holds
 */
record PopLoad(int clients, int sessions, int messages) {
    /** {@return sessions a second} */
    double run(Running server) throws IOException, InterruptedException {
        Instant start = Instant.now();
        Workers.run(clients, client -> sessions(server, client));
        return Rate.of(sessions / clients * clients, start, Instant.now());
    }

    private boolean sessions(Running server, int client) throws IOException {
        for (int each = 0; each < sessions / clients; each++) {
            session(server, Boxes.name(client));
        }
        return true;
    }

    private void session(Running server, String user) throws IOException {
        try (PopClient pop = PopClient.login(server.address(), user, Boxes.PASSWORD)) {
            int count = pop.count();
            int listed = pop.countedListing("UIDL");
            if (count != messages || listed != messages) {
                throw new IOException(user + ": STAT " + count + ", UIDL " + listed);
            }
            pop.quit();
        }
    }
}
