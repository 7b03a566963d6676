package dmail.smtp.client;

import dmail.common.address.Domain;
import dmail.common.net.StallGuard;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.time.Duration;
import java.util.Optional;

/** Connectors for tests: with timeouts like the server's, and with shorter ones. */
public final class TestConnector {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** What a host that keeps silent is given; those that speak are never that slow here. */
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Timeouts that no test comes to the end of. */
    public static final ClientTimeouts LONG_TIMEOUTS =
            new ClientTimeouts(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG);

    /** For hosts that keep silent. */
    public static final ClientTimeouts SHORT_TIMEOUTS =
            new ClientTimeouts(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT);

    /** The system chooses the source. */
    public static final Departure FROM_HERE =
            new Departure("default", Optional.empty(), _ -> new Domain("client.example"));

    private TestConnector() {}

    public static Connector make() {
        return make(LONG_TIMEOUTS, new Channels(FakeClock.atNoon()));
    }

    public static Connector make(ClientTimeouts timeouts) {
        return make(timeouts, new Channels(FakeClock.atNoon()));
    }

    public static Connector make(ClientTimeouts timeouts, Channels channels) {
        return make(timeouts, channels, new BrokenExtensions(FakeClock.atNoon(), new MemoryLog()));
    }

    static Connector make(ClientTimeouts timeouts, BrokenExtensions broken) {
        return make(timeouts, new Channels(FakeClock.atNoon()), broken);
    }

    private static Connector make(
            ClientTimeouts timeouts, Channels channels, BrokenExtensions broken) {
        return new Connector(
                timeouts,
                new StallGuard(Duration.ofMinutes(5)),
                new Encryption(),
                broken,
                channels);
    }
}
