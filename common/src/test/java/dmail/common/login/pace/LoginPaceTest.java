package dmail.common.login.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.authent.DatabaseName;
import dmail.common.authent.password.WorkSecret;
import dmail.common.io.Owner;
import dmail.common.login.Account;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import dmail.common.login.MailDomain;
import dmail.common.login.Mailbox;
import dmail.common.login.pace.LoginPace.Turn;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long logins wait for their turn. */
class LoginPaceTest {
    private static final InetAddress GUESSER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress HOME = InetAddress.ofLiteral("198.51.100.7");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private static final Caller CALLER = new Caller(GUESSER, LOOPBACK, _ -> true);
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final WorkSecret SECRET = WorkSecret.drawn(new Random(1));
    private static final Lookup WRONG = new Lookup.Rejected("wrong password");

    private static final Path SPOOL = Path.of("/var/mail");
    private static final Lookup FOUND =
            new Lookup.Found(
                    new Mailbox(
                            new Account(
                                    "ann", new MailDomain.Main(new Domain("acme.example"), SPOOL)),
                            "ann",
                            SPOOL.resolve("ann"),
                            Owner.SERVER,
                            Map.of()));

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final LoginPace pace =
            new LoginPace(now::get, () -> NOON, SECRET, OtherLoginEvents.NONE, () -> 48);

    private void fails(int times, InetAddress client, String name) {
        for (int i = 0; i < times; i++) {
            pace.failed(client, name);
        }
    }

    private void look(String name, String password, Lookup lookup) {
        pace.paced(CALLER, name, password.getBytes(StandardCharsets.UTF_8), () -> lookup);
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** It pauses behind what failed around it. */
    private static Turn after(int seconds) {
        return new Turn.After(Duration.ofSeconds(seconds), seconds > 0);
    }

    /** It pauses for its account alone. */
    private static Turn forAccount(int seconds) {
        return new Turn.After(Duration.ofSeconds(seconds), false);
    }

    @Test
    void fewFailuresCostNothing() {
        fails(4, GUESSER, "ann");

        assertEquals(after(0), pace.turn(GUESSER, "ann"));
    }

    @Test
    void whatIsLookedAtCounts() {
        for (int i = 0; i < 5; i++) {
            look("ann", "guess " + i, WRONG);
        }
        assertEquals(after(1), pace.turn(GUESSER, "bob"));
    }

    /** A mail program tries it by each mechanism, and again when it polls. */
    @Test
    void theSameWrongPasswordCountsOnce() {
        for (int i = 0; i < 30; i++) {
            look("ann", "guess", WRONG);
        }
        assertEquals(after(0), pace.turn(GUESSER, "bob"));

        for (int i = 0; i < 4; i++) {
            look("name " + i, "guess", WRONG);
        }
        assertEquals(after(1), pace.turn(GUESSER, "bob"));
    }

    /** A mail program that knows SCRAM tries that first, and then the password itself. */
    @Test
    void aWrongPasswordRightAfterAWrongProofIsTheSameMistake() {
        for (int i = 0; i < 3; i++) {
            prove("name " + i);
            look("name " + i, "guess", WRONG);
        }
        assertEquals(after(0), pace.turn(GUESSER, "bob"));

        prove("ann");
        passes(Duration.ofSeconds(31));
        look("ann", "guess", WRONG);
        assertEquals(after(1), pace.turn(GUESSER, "bob"));
    }

    private void prove(String name) {
        pace.pacedProof(CALLER, name, () -> WRONG);
    }

    /** Whatever the client knows: by the answer it could tell a right proof from a wrong one. */
    @Test
    void whoIsRefusedIsNotLookedAt() {
        fails(20, GUESSER, "ann");
        while (!(pace.turn(GUESSER, "ann") instanceof Turn.Never)) {
            // The queue fills.
        }

        Lookup lookup =
                pace.paced(
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
        assertEquals(after(0), pace.turn(GUESSER, "bob"));

        for (String last : List.of("c", "d", "e")) {
            look(begin + last, "guess", WRONG);
        }
        assertEquals(after(1), pace.turn(GUESSER, "bob"));
    }

    @Test
    void whoGivesWayMeanwhileIsNotLookedAtAndNothingCounts() {
        Caller ending = new Caller(HOME, LOOPBACK, _ -> false);
        for (int i = 0; i < 6; i++) {
            Lookup lookup =
                    pace.paced(
                            ending,
                            "ann",
                            new byte[] {(byte) i},
                            () -> {
                                throw new AssertionError("looked at");
                            });
            assertTrue(lookup instanceof Lookup.Unavailable);
        }
        assertEquals(after(0), pace.turn(HOME, "ann"));
    }

    @Test
    void whatNobodyCouldLookAtCountsForNothing() {
        for (int i = 0; i < 5; i++) {
            look("ann", "guess " + i, new Lookup.Unavailable("no answer"));
        }
        assertEquals(after(0), pace.turn(GUESSER, "bob"));
    }

    @Test
    void loginsFromAGuessersAddressWaitLongerAndLonger() {
        fails(5, GUESSER, "ann");
        assertEquals(after(1), pace.turn(GUESSER, "ann"));
        passes(Duration.ofSeconds(1));
        fails(1, GUESSER, "bob");
        assertEquals(after(2), pace.turn(GUESSER, "carol"));
        passes(Duration.ofSeconds(2));
        fails(10, GUESSER, "dan");
        assertEquals(after(30), pace.turn(GUESSER, "ann"));
    }

    /** So hanging up and coming back, on many connections, gains nothing. */
    @Test
    void theyWaitOneAfterAnother() {
        fails(6, GUESSER, "ann");

        assertEquals(after(2), pace.turn(GUESSER, "ann"));
        assertEquals(after(4), pace.turn(GUESSER, "ann"));
        fails(20, GUESSER, "ann");
        assertEquals(after(34), pace.turn(GUESSER, "bob"));
        assertEquals(new Turn.Never(), pace.turn(GUESSER, "bob"));
        assertEquals(new Turn.Never(), pace.turn(GUESSER, "bob"));
        passes(Duration.ofSeconds(34));
        assertEquals(after(30), pace.turn(GUESSER, "bob"));
    }

    @Test
    void theRightPasswordFromElsewhereGetsInSoon() {
        fails(1000, GUESSER, "ann");

        assertEquals(forAccount(5), pace.turn(HOME, "ann"));
        assertEquals(forAccount(5), pace.turn(HOME, "ann"));
    }

    @Test
    void fromAnAddressOfItsOwnAnAccountNeverWaits() {
        pace.succeeded(HOME, "ann");
        fails(1000, GUESSER, "ann");
        fails(1000, HOME, "bob");

        assertEquals(after(0), pace.turn(HOME, "ann"));
        assertTrue(
                pace.turn(HOME, "bob") instanceof Turn.After(Duration pause, _)
                        && pause.toSeconds() > 5);
    }

    @Test
    void oneWrongPasswordEndsThat() {
        pace.succeeded(HOME, "ann");
        fails(30, HOME, "ann");

        assertEquals(after(30), pace.turn(HOME, "ann"));
    }

    @Test
    void namesThatAreNotThereCountLikeOthers() {
        for (int i = 0; i < 6; i++) {
            pace.failed(GUESSER, "nobody" + i);
        }

        assertEquals(after(2), pace.turn(GUESSER, "ann"));
    }

    @Test
    void loopbackWaitsByAccountOnly() {
        fails(30, LOOPBACK, "ann");

        assertEquals(forAccount(5), pace.turn(LOOPBACK, "ann"));
        assertEquals(after(0), pace.turn(LOOPBACK, "bob"));
    }

    @Test
    void theNetworkOfASiteIsOneAddress() {
        fails(6, InetAddress.ofLiteral("2001:db8::1"), "ann");

        assertEquals(after(2), pace.turn(InetAddress.ofLiteral("2001:db8::2"), "bob"));
        assertEquals(after(0), pace.turn(InetAddress.ofLiteral("2001:db8:0:1::1"), "bob"));
    }

    /** A provider gives away so many of them that each could guess a few times. */
    @Test
    void manyNetworksOfOneOwnerWaitForOneAnotherAsWell() {
        for (int i = 0; i < 25; i++) {
            fails(1, site(i), "nobody" + i);
        }

        assertEquals(after(15), pace.turn(site(100), "ann"));
        assertEquals(after(30), pace.turn(site(101), "bob"));
        assertEquals(after(0), pace.turn(InetAddress.ofLiteral("2001:db8:1::1"), "bob"));
    }

    @Test
    void whatASiteWaitsForItselfItsNeighboursDoNotWaitFor() {
        fails(1000, site(1), "ann");

        assertEquals(after(0), pace.turn(site(2), "bob"));
        while (!(pace.turn(site(1), "carol") instanceof Turn.Never)) {
            // The queue fills.
        }
        assertEquals(after(0), pace.turn(site(2), "bob"));
    }

    /** A telephone comes from another address of its provider each time. */
    @Test
    void anAccountDoesNotWaitForGuessersInTheNetworkItUses() {
        pace.succeeded(site(200), "ann");
        for (int i = 0; i < 25; i++) {
            fails(1, site(i), "nobody" + i);
        }

        assertEquals(after(0), pace.turn(site(201), "ann"));
        assertEquals(after(15), pace.turn(site(201), "bob"));
    }

    @Test
    void theNetworksLengthIsASetting() {
        LoginPace alone =
                new LoginPace(now::get, () -> NOON, SECRET, OtherLoginEvents.NONE, () -> 64);
        LoginPace wider =
                new LoginPace(now::get, () -> NOON, SECRET, OtherLoginEvents.NONE, () -> 44);
        for (int i = 0; i < 25; i++) {
            alone.failed(site(i), "nobody" + i);
            wider.failed(site(i), "nobody" + i);
        }

        assertEquals(after(0), alone.turn(site(100), "ann"));
        InetAddress neighbour = InetAddress.ofLiteral("2001:db8:f::1");
        assertEquals(after(15), wider.turn(neighbour, "ann"));
        assertEquals(after(0), wider.turn(InetAddress.ofLiteral("2001:db8:10::1"), "ann"));
    }

    private static InetAddress site(int number) {
        return InetAddress.ofLiteral("2001:db8:0:" + Integer.toHexString(number) + "::1");
    }

    @Test
    void failuresAreForgottenOneAMinute() {
        fails(6, GUESSER, "ann");

        passes(Duration.ofMinutes(2));

        assertEquals(after(0), pace.turn(GUESSER, "ann"));
    }

    @Test
    void staysWithinItsBounds() {
        for (int i = 0; i < 40_000; i++) {
            InetAddress client = InetAddress.ofLiteral("10.0." + i / 250 + "." + i % 250);
            pace.failed(client, "nobody" + i);
            pace.succeeded(client, "somebody" + i);
        }

        assertEquals(30_000, pace.size());
    }

    /** One network that starts hundreds of logins at once delays and refuses its own alone. */
    @Test
    @Timeout(30)
    void aLoginIsNotBehindAllThoseOfAnotherNetwork() throws Exception {
        Lookup busy = new Lookup.Unavailable("looked at");
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(100);
        Caller patient =
                new Caller(
                        GUESSER,
                        LOOPBACK,
                        pause -> {
                            LockSupport.parkNanos(pause.toNanos());
                            return true;
                        });
        for (int i = 0; i < 200 + 2 * Runtime.getRuntime().availableProcessors() + 4; i++) {
            Supplier<Lookup> look =
                    () -> {
                        awaitQuietly(end);
                        return busy;
                    };
            Thread _ =
                    Thread.ofVirtual()
                            .start(() -> {
                                Lookup lookup = pace.paced(patient, "ann", new byte[1], look);
                                if (!lookup.equals(busy)) {
                                    refused.countDown();
                                }
                            });
        }
        refused.await();

        Caller home = new Caller(HOME, LOOPBACK, _ -> true);
        assertEquals(WRONG, pace.paced(home, "bob", new byte[1], () -> WRONG));
        end.countDown();
    }

    /** Otherwise all of a burst would be checked before the first of them is known to be wrong. */
    @Test
    @Timeout(30)
    void ofABurstOfGuessesNoMoreAreCheckedThanOneAfterAnother() throws Exception {
        CountDownLatch begun = new CountDownLatch(40);
        AtomicInteger checked = new AtomicInteger();
        AtomicInteger paused = new AtomicInteger();
        Caller guesser =
                new Caller(
                        GUESSER,
                        LOOPBACK,
                        pause -> {
                            begun.countDown();
                            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                            boolean isLong = pause.toSeconds() > 0;
                            paused.addAndGet(isLong ? 1 : 0);
                            return !isLong;
                        });
        Supplier<Lookup> check =
                () -> {
                    awaitQuietly(begun);
                    checked.incrementAndGet();
                    return WRONG;
                };
        List<Thread> burst =
                IntStream.range(0, 40)
                        .mapToObj(i ->
                                (Runnable) () -> pace.paced(guesser, "ann" + i, new byte[1], check))
                        .map(Thread.ofVirtual()::start)
                        .toList();
        for (Thread login : burst) {
            login.join();
        }

        assertEquals(5, checked.get());
        assertEquals(35, paused.get());
    }

    /** An office behind one address, in the morning. */
    @Test
    @Timeout(30)
    void aBurstOfRightPasswordsNeverPauses() throws Exception {
        AtomicInteger found = new AtomicInteger();
        Caller office =
                new Caller(
                        HOME,
                        LOOPBACK,
                        pause -> {
                            LockSupport.parkNanos(pause.toNanos());
                            return pause.toMillis() <= 10;
                        });
        List<Thread> burst =
                IntStream.range(0, 80)
                        .mapToObj(i ->
                                Thread.ofVirtual().start(() -> count(office, "ann" + i, found)))
                        .toList();
        for (Thread login : burst) {
            login.join();
        }

        assertEquals(80, found.get());
    }

    private void count(Caller caller, String name, AtomicInteger found) {
        Lookup lookup = pace.paced(caller, name, new byte[1], () -> FOUND);
        found.addAndGet(lookup.equals(FOUND) ? 1 : 0);
    }

    /** One right password among many wrong ones may have been guessed. */
    @Test
    void atAnAddressThatPausesARightPasswordIsTrustedAtTheSecond() {
        fails(6, GUESSER, "bob");
        pace.succeeded(GUESSER, "ann");
        assertEquals(after(2), pace.turn(GUESSER, "ann"));

        pace.succeeded(GUESSER, "ann");
        assertEquals(after(0), pace.turn(GUESSER, "ann"));
        assertEquals(after(4), pace.turn(GUESSER, "carol"));
    }

    @Test
    void aWrongPasswordBetweenTwoRightOnesBeginsThatAnew() {
        fails(6, GUESSER, "bob");
        pace.succeeded(GUESSER, "ann");
        fails(1, GUESSER, "ann");
        pace.succeeded(GUESSER, "ann");

        assertEquals(after(4), pace.turn(GUESSER, "ann"));
    }

    @Test
    @Timeout(30)
    void onlyTheAddressesOfWebMailHaveNoLine() throws Exception {
        assertTrue(isFullyLookedAt("127.0.0.1"));
        assertTrue(isFullyLookedAt("::1"));
        assertFalse(isFullyLookedAt("127.0.1.1"));
    }

    /** {@return whether very many logins of one address are all looked at, at the same time} */
    private boolean isFullyLookedAt(String address) throws InterruptedException {
        int logins = 200 + 2 * Runtime.getRuntime().availableProcessors();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch lookedAt = new CountDownLatch(logins);
        AtomicBoolean refused = new AtomicBoolean();
        Caller caller = new Caller(InetAddress.ofLiteral(address), LOOPBACK, _ -> !refused.get());
        Supplier<Lookup> look =
                () -> {
                    lookedAt.countDown();
                    awaitQuietly(end);
                    return WRONG;
                };
        for (int i = 0; i < logins; i++) {
            String account = "ann" + i;
            Thread _ =
                    Thread.ofVirtual()
                            .start(() -> {
                                if (!pace.paced(caller, account, new byte[1], look).equals(WRONG)) {
                                    refused.set(true);
                                    // Nobody need wait for those that will not be looked at.
                                    LongStream.range(0, logins).forEach(_ -> lookedAt.countDown());
                                }
                            });
        }
        lookedAt.await();
        end.countDown();
        return !refused.get();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
