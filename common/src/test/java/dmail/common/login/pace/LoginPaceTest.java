package dmail.common.login.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.DatabaseName;
import dmail.common.authent.password.WorkSecret;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long logins wait for their turn. */
class LoginPaceTest {
    private static final InetAddress GUESSER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress HOME = InetAddress.ofLiteral("198.51.100.7");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private static final Caller CALLER = new Caller(GUESSER, LOOPBACK, _ -> true);
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final WorkSecret SECRET = WorkSecret.drawn(new Random(1));
    private static final Lookup WRONG = new Lookup.Rejected("wrong password");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final LoginPace pace =
            new LoginPace(now::get, () -> NOON, SECRET, OtherLoginEvents.NONE, () -> 48);

    private void fails(int times, InetAddress client, String name) {
        for (int i = 0; i < times; i++) {
            pace.failed(client, pace.account(name));
        }
    }

    private void look(String name, String password, Lookup lookup) {
        TriedLogin.paced(
                pace, CALLER, name, password.getBytes(StandardCharsets.UTF_8), () -> lookup);
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static Optional<Duration> after(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private Optional<Duration> pause(InetAddress client, String name) {
        return TriedLogin.pause(pace, now, client, name);
    }

    @Test
    void fewFailuresCostNothing() {
        fails(4, GUESSER, "ann");

        assertEquals(after(0), pause(GUESSER, "ann"));
    }

    @Test
    void whatIsLookedAtCounts() {
        for (int i = 0; i < 5; i++) {
            look("ann", "guess " + i, WRONG);
        }
        assertEquals(after(1), pause(GUESSER, "bob"));
    }

    /** A mail program tries it by each mechanism, and again when it polls. */
    @Test
    void theSameWrongPasswordCountsOnce() {
        for (int i = 0; i < 30; i++) {
            look("ann", "guess", WRONG);
        }
        assertEquals(after(0), pause(GUESSER, "bob"));

        for (int i = 0; i < 4; i++) {
            look("name " + i, "guess", WRONG);
        }
        assertEquals(after(1), pause(GUESSER, "bob"));
    }

    /** A mail program that knows SCRAM tries that first, and then the password itself. */
    @Test
    void aWrongPasswordRightAfterAWrongProofIsTheSameMistake() {
        for (int i = 0; i < 3; i++) {
            prove("name " + i);
            look("name " + i, "guess", WRONG);
        }
        assertEquals(after(0), pause(GUESSER, "bob"));

        prove("ann");
        passes(Duration.ofSeconds(31));
        look("ann", "guess", WRONG);
        assertEquals(after(1), pause(GUESSER, "bob"));
    }

    private void prove(String name) {
        TriedLogin.pacedProof(pace, CALLER, name, () -> WRONG);
    }

    /** Whatever the client knows: by the answer it could tell a right proof from a wrong one. */
    @Test
    void whoIsRefusedIsNotLookedAt() {
        fails(20, GUESSER, "ann");
        while (pause(GUESSER, "ann").isPresent()) {
            // The queue fills.
        }

        Lookup lookup =
                TriedLogin.paced(
                        pace,
                        CALLER,
                        "ann",
                        new byte[1],
                        () -> {
                            throw new AssertionError("looked at");
                        });

        assertTrue(lookup instanceof Lookup.Rejected);
    }

    @Test
    void longNamesThatBeginTheSameAreSeveralAccounts() {
        String begin = "x".repeat(DatabaseName.LONGEST - 1);
        for (int i = 0; i < 5; i++) {
            look(begin + "a", "guess", WRONG);
            look(begin + "b", "guess", WRONG);
        }
        assertEquals(after(0), pause(GUESSER, "bob"));

        for (String last : List.of("c", "d", "e")) {
            look(begin + last, "guess", WRONG);
        }
        assertEquals(after(1), pause(GUESSER, "bob"));
    }

    @Test
    void whoGivesWayMeanwhileIsNotLookedAtAndNothingCounts() {
        Caller ending = new Caller(HOME, LOOPBACK, _ -> false);
        for (int i = 0; i < 6; i++) {
            Lookup lookup =
                    TriedLogin.paced(
                            pace,
                            ending,
                            "ann",
                            new byte[] {(byte) i},
                            () -> {
                                throw new AssertionError("looked at");
                            });
            assertTrue(lookup instanceof Lookup.Unavailable);
        }
        assertEquals(after(0), pause(HOME, "ann"));
    }

    @Test
    void whatNobodyCouldLookAtCountsForNothing() {
        for (int i = 0; i < 5; i++) {
            look("ann", "guess " + i, new Lookup.Unavailable("no answer"));
        }
        assertEquals(after(0), pause(GUESSER, "bob"));
    }

    @Test
    void loginsFromAGuessersAddressWaitLongerAndLonger() {
        fails(5, GUESSER, "ann");
        assertEquals(after(1), pause(GUESSER, "ann"));
        passes(Duration.ofSeconds(1));
        fails(1, GUESSER, "bob");
        assertEquals(after(2), pause(GUESSER, "carol"));
        passes(Duration.ofSeconds(2));
        fails(10, GUESSER, "dan");
        assertEquals(after(30), pause(GUESSER, "ann"));
    }

    /** So hanging up and coming back, on many connections, gains nothing. */
    @Test
    void theyWaitOneAfterAnother() {
        fails(6, GUESSER, "ann");

        assertEquals(after(2), pause(GUESSER, "ann"));
        assertEquals(after(4), pause(GUESSER, "ann"));
        fails(20, GUESSER, "ann");
        assertEquals(after(34), pause(GUESSER, "bob"));
        assertEquals(Optional.empty(), pause(GUESSER, "bob"));
        assertEquals(Optional.empty(), pause(GUESSER, "bob"));
        passes(Duration.ofSeconds(34));
        assertEquals(after(30), pause(GUESSER, "bob"));
    }

    @Test
    void theRightPasswordFromElsewhereGetsInSoon() {
        fails(1000, GUESSER, "ann");

        assertEquals(after(5), pause(HOME, "ann"));
        assertEquals(after(5), pause(HOME, "ann"));
    }

    @Test
    void fromAnAddressOfItsOwnAnAccountNeverWaits() {
        pace.succeeded(HOME, pace.account("ann"));
        fails(1000, GUESSER, "ann");
        fails(1000, HOME, "bob");

        assertEquals(after(0), pause(HOME, "ann"));
        assertEquals(after(30), pause(HOME, "bob"));
    }

    @Test
    void oneWrongPasswordEndsThat() {
        pace.succeeded(HOME, pace.account("ann"));
        fails(30, HOME, "ann");

        assertEquals(after(30), pause(HOME, "ann"));
    }

    @Test
    void namesThatAreNotThereCountLikeOthers() {
        for (int i = 0; i < 6; i++) {
            pace.failed(GUESSER, pace.account("nobody" + i));
        }

        assertEquals(after(2), pause(GUESSER, "ann"));
    }

    @Test
    void loopbackWaitsByAccountOnly() {
        fails(30, LOOPBACK, "ann");

        assertEquals(after(5), pause(LOOPBACK, "ann"));
        assertEquals(after(0), pause(LOOPBACK, "bob"));
    }

    @Test
    void theNetworkOfASiteIsOneAddress() {
        fails(6, InetAddress.ofLiteral("2001:db8::1"), "ann");

        assertEquals(after(2), pause(InetAddress.ofLiteral("2001:db8::2"), "bob"));
        assertEquals(after(0), pause(InetAddress.ofLiteral("2001:db8:0:1::1"), "bob"));
    }

    /** A provider gives away so many of them that each could guess a few times. */
    @Test
    void manyNetworksOfOneOwnerWaitForOneAnotherAsWell() {
        for (int i = 0; i < 25; i++) {
            fails(1, site(i), "nobody" + i);
        }

        assertEquals(after(15), pause(site(100), "ann"));
        assertEquals(after(30), pause(site(101), "bob"));
        assertEquals(after(0), pause(InetAddress.ofLiteral("2001:db8:1::1"), "bob"));
    }

    @Test
    void whatASiteWaitsForItselfItsNeighboursDoNotWaitFor() {
        fails(1000, site(1), "ann");

        assertEquals(after(0), pause(site(2), "bob"));
        while (pause(site(1), "carol").isPresent()) {
            // The queue fills.
        }
        assertEquals(after(0), pause(site(2), "bob"));
    }

    /** A telephone comes from another address of its provider each time. */
    @Test
    void anAccountDoesNotWaitForGuessersInTheNetworkItUses() {
        pace.succeeded(site(200), pace.account("ann"));
        for (int i = 0; i < 25; i++) {
            fails(1, site(i), "nobody" + i);
        }

        assertEquals(after(0), pause(site(201), "ann"));
        assertEquals(after(15), pause(site(201), "bob"));
    }

    @Test
    void theNetworksLengthIsASetting() {
        LoginPace alone =
                new LoginPace(now::get, () -> NOON, SECRET, OtherLoginEvents.NONE, () -> 64);
        LoginPace wider =
                new LoginPace(now::get, () -> NOON, SECRET, OtherLoginEvents.NONE, () -> 44);
        for (int i = 0; i < 25; i++) {
            alone.failed(site(i), alone.account("nobody" + i));
            wider.failed(site(i), wider.account("nobody" + i));
        }

        assertEquals(after(0), TriedLogin.pause(alone, now, site(100), "ann"));
        InetAddress neighbour = InetAddress.ofLiteral("2001:db8:f::1");
        assertEquals(after(15), TriedLogin.pause(wider, now, neighbour, "ann"));
        assertEquals(
                after(0),
                TriedLogin.pause(wider, now, InetAddress.ofLiteral("2001:db8:10::1"), "ann"));
    }

    private static InetAddress site(int number) {
        return InetAddress.ofLiteral("2001:db8:0:" + Integer.toHexString(number) + "::1");
    }

    @Test
    void failuresAreForgottenOneAMinute() {
        fails(6, GUESSER, "ann");

        passes(Duration.ofMinutes(2));

        assertEquals(after(0), pause(GUESSER, "ann"));
    }

    /** With a password of one's own one can be known everywhere; others stay known. */
    @Test
    void oneAccountIsKnownAtFewNetworks() {
        pace.succeeded(HOME, pace.account("ann"));
        for (int i = 0; i < 20_000; i++) {
            pace.succeeded(
                    InetAddress.ofLiteral("10.0." + i / 250 + "." + i % 250), pace.account("bob"));
        }
        fails(30, HOME, "carol");

        assertEquals(after(0), pause(HOME, "ann"));
    }

    @Test
    void staysWithinItsBounds() {
        for (int i = 0; i < 40_000; i++) {
            InetAddress client = InetAddress.ofLiteral("10.0." + i / 250 + "." + i % 250);
            pace.failed(client, pace.account("nobody" + i));
            pace.succeeded(client, pace.account("somebody" + i));
        }

        assertEquals(30_000, pace.size());
    }

    /** One right password among many wrong ones may have been guessed. */
    @Test
    void atAnAddressThatPausesARightPasswordIsTrustedAtTheSecond() {
        fails(6, GUESSER, "bob");
        pace.succeeded(GUESSER, pace.account("ann"));
        assertEquals(after(2), pause(GUESSER, "ann"));

        pace.succeeded(GUESSER, pace.account("ann"));
        assertEquals(after(0), pause(GUESSER, "ann"));
        assertEquals(after(4), pause(GUESSER, "carol"));
    }

    @Test
    void aWrongPasswordBetweenTwoRightOnesBeginsThatAnew() {
        fails(6, GUESSER, "bob");
        pace.succeeded(GUESSER, pace.account("ann"));
        fails(1, GUESSER, "ann");
        pace.succeeded(GUESSER, pace.account("ann"));

        assertEquals(after(4), pause(GUESSER, "ann"));
    }
}
