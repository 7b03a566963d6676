package dmail.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Clients that collect all their mail some times over and leave it on the server.
 *
 * @param clients how many at the same time, each with a mailbox of its own
 * @param messages how many messages each mailbox holds
 */
record FetchLoad(int clients, int messages) {
    private static final int TIMES = 5;
    private static final int MILLION = 1_000_000;

    /** {@return a million octets a second} */
    double run(Running server) throws IOException {
        List<PopFetch> fetches = new ArrayList<>();
        Instant start = Instant.now();
        Crew.run(
                server.address(),
                IntStream.range(0, clients)
                        .mapToObj(client -> fetches(Boxes.name(client), fetches).iterator())
                        .toList(),
                clients);
        Instant end = Instant.now();
        long octets = fetches.stream().mapToLong(PopFetch::octets).sum();
        return Rate.of(octets, start, end) / MILLION;
    }

    private Stream<PopFetch> fetches(String user, List<PopFetch> all) {
        return Stream.generate(() -> new PopFetch(user, messages)).limit(TIMES).peek(all::add);
    }
}
