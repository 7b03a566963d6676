package dmail.bench;

import dmail.suite.PopClient;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The session of a client that looks for new mail: login, STAT, UIDL, QUIT.
 *
 * @param clients how many at the same time, each with a mailbox of its own
 * @param sessions how many sessions they have together, at least one each
 * @param messages how many messages each mailbox holds
 */
record PopLoad(int clients, int sessions, int messages) {
    /**
     * What a server did with it.
     *
     * @param rate sessions a second
     * @param slowest milliseconds that 99 of 100 logins stayed under, from connecting on
     */
    record Result(double rate, double slowest) {}

    Result run(Running server) throws IOException, InterruptedException {
        int each = Math.max(1, sessions / clients);
        Instant start = Instant.now();
        List<long[]> logins = Workers.run(clients, client -> sessions(server, client, each));
        Instant end = Instant.now();
        return new Result(Rate.of(each * clients, start, end), Rate.percentile(logins, 99) / 1e6);
    }

    private long[] sessions(Running server, int client, int count) throws IOException {
        long[] logins = new long[count];
        for (int each = 0; each < count; each++) {
            logins[each] = session(server, Boxes.name(client));
        }
        return logins;
    }

    /** {@return nanoseconds until the login was answered} */
    private long session(Running server, String user) throws IOException {
        long start = System.nanoTime();
        try (PopClient pop = PopClient.login(server.address(), user, Boxes.PASSWORD)) {
            long login = System.nanoTime() - start;
            int count = pop.count();
            int listed = pop.countedListing("UIDL");
            if (count != messages || listed != messages) {
                throw new IOException(user + ": STAT " + count + ", UIDL " + listed);
            }
            pop.quit();
            return login;
        }
    }
}
