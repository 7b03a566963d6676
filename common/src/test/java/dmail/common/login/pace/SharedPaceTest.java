package dmail.common.login.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.authent.password.WorkSecret;
import dmail.common.config.Server;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import dmail.common.login.pace.LoginPace.Turn;
import dmail.common.testing.MemoryLog;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both servers, and a server before and after a restart, keep one pace. */
class SharedPaceTest {
    private static final InetAddress GUESSER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress HOME = InetAddress.ofLiteral("198.51.100.7");
    private static final String ANN = "00000000000000aa";
    private static final String BOB = "00000000000000bb";

    @TempDir private Path work;
    private final MemoryLog log = new MemoryLog();
    private final AtomicLong seconds = new AtomicLong(1_764_417_600);
    private final WorkSecret secret = WorkSecret.drawn(new Random(1));

    private LoginPace start(Server server) {
        return new LoginPace(
                () -> Duration.ofSeconds(seconds.get()).toNanos(),
                () -> Instant.ofEpochSecond(seconds.get()),
                secret,
                new SharedLoginEvents(work, server, new Random(2), log),
                () -> 48);
    }

    private static void fails(LoginPace pace, int times, InetAddress client, String account) {
        for (int i = 0; i < times; i++) {
            pace.failed(client, account);
        }
    }

    private static Turn after(int pause) {
        return new Turn.After(Duration.ofSeconds(pause), pause > 0);
    }

    @Test
    void whatFailsAtOneServerWaitsAtTheOther() {
        LoginPace dsmtp = start(Server.DSMTP);
        LoginPace dpop = start(Server.DPOP);

        fails(dsmtp, 3, GUESSER, ANN);
        fails(dpop, 3, GUESSER, BOB);
        seconds.incrementAndGet();

        assertEquals(after(2), dsmtp.turn(GUESSER, ANN));
        assertEquals(after(2), dpop.turn(GUESSER, ANN));
    }

    @Test
    void aRestartForgivesNobody() {
        fails(start(Server.DPOP), 30, GUESSER, ANN);
        seconds.addAndGet(60);

        LoginPace again = start(Server.DPOP);

        assertEquals(after(30), again.turn(GUESSER, BOB));
        assertEquals(new Turn.After(Duration.ofSeconds(5), false), again.turn(HOME, ANN));
    }

    @Test
    void whatIsOldIsForgottenOverARestartAsWithoutOne() {
        fails(start(Server.DPOP), 6, GUESSER, ANN);
        seconds.addAndGet(120);

        assertEquals(after(0), start(Server.DPOP).turn(GUESSER, ANN));
    }

    /** Whoever has the address of a guesser gets in, wherever he got in before. */
    @Test
    void anAccountIsKnownAtItsAddressByBothAndAfterARestart() {
        LoginPace dpop = start(Server.DPOP);
        dpop.succeeded(GUESSER, ANN);
        fails(dpop, 30, GUESSER, BOB);

        assertEquals(after(0), start(Server.DSMTP).turn(GUESSER, ANN));
        assertEquals(after(0), start(Server.DPOP).turn(GUESSER, ANN));
        assertEquals(after(30), start(Server.DPOP).turn(GUESSER, BOB));
    }

    /** A server that polls all day must not write all day. */
    @Test
    void theSameSuccessIsToldOnceAnHour() throws Exception {
        LoginPace dpop = start(Server.DPOP);
        for (int minute = 0; minute < 150; minute++) {
            dpop.succeeded(HOME, ANN);
            seconds.addAndGet(60);
        }

        Path file = work.resolve("login-pace.dpop");
        assertEquals(1 + 3, java.nio.file.Files.readAllLines(file).size());
    }

    @Test
    void namesAreSharedAsHashes() throws Exception {
        byte[] password = "guess".getBytes(StandardCharsets.US_ASCII);
        start(Server.DPOP)
                .paced(
                        new Caller(GUESSER, GUESSER, _ -> true),
                        "ann",
                        password,
                        () -> new Lookup.Rejected("wrong password"));

        String text = java.nio.file.Files.readString(work.resolve("login-pace.dpop"));
        assertEquals(-1, text.indexOf("ann"));
        assertEquals(-1, text.indexOf("guess"));
    }
}
