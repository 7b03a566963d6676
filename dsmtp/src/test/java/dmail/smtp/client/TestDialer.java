package dmail.smtp.client;

import dmail.common.address.Domain;
import dmail.common.net.StallGuard;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.time.Duration;

/** Dialers for tests: as the server's, and not as patient. */
public final class TestDialer {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** What a host that keeps silent is given; those that speak are never that slow here. */
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Patience that no test comes to the end of. */
    public static final ClientTimeouts PATIENT =
            new ClientTimeouts(LONG, LONG, LONG, LONG, LONG, LONG);

    /** For hosts that keep silent. */
    public static final ClientTimeouts IMPATIENT =
            new ClientTimeouts(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT);

    private TestDialer() {}

    public static Connector make() {
        return make(PATIENT, new Channels(FakeClock.atNoon()));
    }

    public static Connector make(ClientTimeouts patience) {
        return make(patience, new Channels(FakeClock.atNoon()));
    }

    public static Connector make(ClientTimeouts patience, Channels channels) {
        return make(patience, channels, new BrokenExtensions(FakeClock.atNoon(), new MemoryLog()));
    }

    static Connector make(ClientTimeouts patience, BrokenExtensions broken) {
        return make(patience, new Channels(FakeClock.atNoon()), broken);
    }

    private static Connector make(
            ClientTimeouts patience, Channels channels, BrokenExtensions broken) {
        return new Connector(
                () -> new Domain("client.example"),
                patience,
                new StallGuard(Duration.ofMinutes(5)),
                new Encryption(),
                broken,
                channels);
    }
}
