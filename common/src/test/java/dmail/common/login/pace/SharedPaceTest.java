package dmail.common.login.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.authent.password.WorkSecret;
import dmail.common.config.Server;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import dmail.common.testing.MemoryLog;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both servers, and a server before and after a restart, keep one pace. */
class SharedPaceTest {
    private static final InetAddress GUESSER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress HOME = InetAddress.ofLiteral("198.51.100.7");
    private static final String ANN = "ann";
    private static final String BOB = "bob";

    @TempDir private Path work;
    private final MemoryLog log = new MemoryLog();
    private final AtomicLong seconds = new AtomicLong(1_764_417_600);
    private final AtomicLong paused = new AtomicLong();
    private final WorkSecret secret = WorkSecret.drawn(new Random(1));

    private LoginPace start(Server server) {
        return new LoginPace(
                () -> Duration.ofSeconds(seconds.get()).toNanos() + paused.get(),
                () -> Instant.ofEpochSecond(seconds.get()),
                secret,
                new SharedLoginEvents(work, server, new Random(2), log),
                () -> 48);
    }

    private static void fails(LoginPace pace, int times, InetAddress client, String name) {
        for (int i = 0; i < times; i++) {
            pace.failed(client, pace.account(name));
        }
    }

    private static Optional<Duration> after(int pause) {
        return Optional.of(Duration.ofSeconds(pause));
    }

    private Optional<Duration> pause(LoginPace pace, InetAddress client, String name) {
        return TriedLogin.pause(pace, paused, client, name);
    }

    @Test
    void whatFailsAtOneServerWaitsAtTheOther() {
        LoginPace dsmtp = start(Server.DSMTP);
        LoginPace dpop = start(Server.DPOP);

        fails(dsmtp, 3, GUESSER, ANN);
        fails(dpop, 3, GUESSER, BOB);
        seconds.incrementAndGet();

        assertEquals(after(2), pause(dsmtp, GUESSER, ANN));
        assertEquals(after(2), pause(dpop, GUESSER, ANN));
    }

    @Test
    void aRestartForgivesNobody() {
        fails(start(Server.DPOP), 30, GUESSER, ANN);
        seconds.addAndGet(60);

        LoginPace again = start(Server.DPOP);

        assertEquals(after(30), pause(again, GUESSER, BOB));
        assertEquals(after(5), pause(again, HOME, ANN));
    }

    @Test
    void whatIsOldIsForgottenOverARestartAsWithoutOne() {
        fails(start(Server.DPOP), 6, GUESSER, ANN);
        seconds.addAndGet(120);

        assertEquals(after(0), pause(start(Server.DPOP), GUESSER, ANN));
    }

    /** Whoever has the address of a guesser gets in, wherever he got in before. */
    @Test
    void anAccountIsKnownAtItsAddressByBothAndAfterARestart() {
        LoginPace dpop = start(Server.DPOP);
        dpop.succeeded(GUESSER, dpop.account(ANN));
        fails(dpop, 30, GUESSER, BOB);

        assertEquals(after(0), pause(start(Server.DSMTP), GUESSER, ANN));
        assertEquals(after(0), pause(start(Server.DPOP), GUESSER, ANN));
        assertEquals(after(30), pause(start(Server.DPOP), GUESSER, BOB));
    }

    /** A server that polls all day must not write all day. */
    @Test
    void theSameSuccessIsToldOnceAnHour() throws Exception {
        LoginPace dpop = start(Server.DPOP);
        for (int minute = 0; minute < 150; minute++) {
            dpop.succeeded(HOME, dpop.account(ANN));
            seconds.addAndGet(60);
        }

        Path file = work.resolve("login-pace.dpop");
        assertEquals(1 + 3, java.nio.file.Files.readAllLines(file).size());
    }

    @Test
    void namesAreSharedAsHashes() throws Exception {
        byte[] password = "guess".getBytes(StandardCharsets.US_ASCII);
        TriedLogin.paced(
                start(Server.DPOP),
                new Caller(GUESSER, GUESSER, _ -> true),
                "ann",
                password,
                () -> new Lookup.Rejected("wrong password"));

        String text = java.nio.file.Files.readString(work.resolve("login-pace.dpop"));
        assertEquals(-1, text.indexOf(ANN));
        assertEquals(-1, text.indexOf("guess"));
    }
}
