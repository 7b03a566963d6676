package dmail.smtp.control;

import dmail.common.address.Domain;
import dmail.common.memory.MemoryAccount;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.client.Connector;
import dmail.smtp.client.TestConnector;
import dmail.smtp.delivery.Outcome;
import dmail.smtp.dns.Exchangers;
import dmail.smtp.message.Recipient;
import dmail.smtp.queue.DurableQueue;
import dmail.smtp.queue.RetrySchedule;
import dmail.smtp.queue.Statistics;
import dmail.smtp.report.ReportSettings;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.Route;
import dmail.smtp.source.SourcePolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** A queue whose messages can't be routed for now, so that they wait. */
final class TestQueue {
    private static final Domain HERE = new Domain("host.example");

    private TestQueue() {}

    static DurableQueue open(Path work, Connector connector, FakeClock clock, MemoryLog log)
            throws IOException {
        return open(
                work,
                connector,
                _ -> Route.to(new Destination.TryLater("out of order")),
                Optional.empty(),
                clock,
                log);
    }

    /** {@return one for bindings, whose messages are for other hosts that are not found} */
    static DurableQueue open(Path work, Optional<Outgoing> outgoing, FakeClock clock, MemoryLog log)
            throws IOException {
        return open(
                work,
                TestConnector.make(),
                recipient -> Route.to(new Destination.Remote(recipient.address())),
                outgoing,
                clock,
                log);
    }

    private static DurableQueue open(
            Path work,
            Connector connector,
            Function<Recipient, Route> router,
            Optional<Outgoing> outgoing,
            FakeClock clock,
            MemoryLog log)
            throws IOException {
        return DurableQueue.open(
                new DurableQueue.Settings(
                        work,
                        _ ->
                                new RetrySchedule(
                                        Duration.ZERO, Duration.ofHours(2), Duration.ofDays(4)),
                        new MemoryAccount(1 << 21)),
                new DurableQueue.Dependencies(
                        router,
                        () -> true,
                        (_, _) -> List.of(),
                        (_, _, _) -> new Outcome.Delivered(),
                        () -> ReportSettings.of(HERE, HERE, false),
                        (_, _) -> new Exchangers.TryLater("no name server answers"),
                        () -> new SourcePolicy.Plain(HERE),
                        () -> outgoing,
                        connector,
                        Statistics.NONE,
                        clock,
                        ZoneOffset.UTC,
                        new Random(1)),
                log);
    }
}
