package dmail.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    Result run(Running server) throws IOException {
        int each = Math.max(1, sessions / clients);
        List<PopVisit> visits = new ArrayList<>();
        Instant start = Instant.now();
        Crew.run(
                server.address(),
                IntStream.range(0, clients)
                        .mapToObj(client -> visits(Boxes.name(client), each, visits).iterator())
                        .toList(),
                clients);
        Instant end = Instant.now();
        long[] logins = visits.stream().mapToLong(PopVisit::login).toArray();
        return new Result(
                Rate.of((long) each * clients, start, end),
                Rate.percentile(List.of(logins), 99) / 1e6);
    }

    /** Each visit begins when the one before has ended. */
    private Stream<PopVisit> visits(String user, int count, List<PopVisit> all) {
        return Stream.generate(() -> new PopVisit(user, messages)).limit(count).peek(all::add);
    }
}
