package dmail.common.login.pace;

import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A login of which nothing is known afterwards, on a clock that goes on while it pauses. */
final class TriedLogin {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private TriedLogin() {}

    /** {@return how long it pauses before it is checked, or nothing if it isn't checked} */
    static Optional<Duration> pause(
            LoginPace pace, AtomicLong now, InetAddress client, String name) {
        long start = now.get();
        AtomicLong pause = new AtomicLong(-1);
        Caller caller =
                new Caller(
                        client,
                        LOOPBACK,
                        rest -> {
                            now.addAndGet(rest.toNanos());
                            return true;
                        });
        Lookup _ =
                paced(
                        pace,
                        caller,
                        name,
                        new byte[1],
                        () -> {
                            pause.set(now.get() - start);
                            return new Lookup.Unavailable("nobody knows");
                        });
        now.set(start);
        return pause.get() < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(pause.get()));
    }

    /** {@return what a login with a password is told} */
    static Lookup paced(
            LoginPace pace, Caller caller, String name, byte[] password, Supplier<Lookup> look) {
        return switch (pace.await(caller, name)) {
            case LoginPace.Refused(Lookup why) -> why;
            case LoginPace.Check check -> {
                try (check) {
                    yield check.ofPassword(password, look.get());
                }
            }
        };
    }

    /** {@return what a login with a proof is told} */
    static Lookup pacedProof(LoginPace pace, Caller caller, String name, Supplier<Lookup> look) {
        return switch (pace.await(caller, name)) {
            case LoginPace.Refused(Lookup why) -> why;
            case LoginPace.Check check -> {
                try (check) {
                    yield check.ofProof(look.get());
                }
            }
        };
    }
}
