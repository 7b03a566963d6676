package dmail.common.login.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.authent.password.WorkSecret;
import dmail.common.io.Owner;
import dmail.common.login.Account;
import dmail.common.login.Caller;
import dmail.common.login.Lookup;
import dmail.common.login.MailDomain;
import dmail.common.login.Mailbox;
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
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many logins at once. */
@Timeout(30)
class LoginBurstTest {
    private static final InetAddress GUESSER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress HOME = InetAddress.ofLiteral("198.51.100.7");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

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

    /** One network that starts hundreds of logins at once delays and refuses its own alone. */
    @Test
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
                                Lookup lookup =
                                        TriedLogin.paced(pace, patient, "ann", new byte[1], look);
                                if (!lookup.equals(busy)) {
                                    refused.countDown();
                                }
                            });
        }
        refused.await();

        Caller home = new Caller(HOME, LOOPBACK, _ -> true);
        assertEquals(WRONG, TriedLogin.paced(pace, home, "bob", new byte[1], () -> WRONG));
        end.countDown();
    }

    /** Otherwise all of a burst would be checked before the first of them is known to be wrong. */
    @Test
    void ofABurstOfGuessesOnlyThoseAreCheckedThatMayFail() throws Exception {
        assertEquals(5, checkedOfBurst(40, _ -> GUESSER, i -> "ann" + i));
    }

    @Test
    void aBurstFromManyNetworksOfOneOwnerIsNoBetter() throws Exception {
        int checked = checkedOfBurst(400, i -> site(i / 4), i -> "ann" + i);

        assertEquals(20, checked);
    }

    /** The guesser is behind the same address as ann, who has just collected her mail. */
    @Test
    void aBurstAtAnAccountThatIsKnownThereIsHardlyBetter() throws Exception {
        pace.succeeded(GUESSER, pace.account("ann"));

        int atOnce = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        int checked = checkedOfBurst(40, _ -> GUESSER, _ -> "ann");

        assertTrue(checked <= Math.max(5, atOnce) + 1, "checked " + checked);
    }

    /** {@return how many are checked before the first pauses; those that are to pause give up} */
    private int checkedOfBurst(
            int logins, IntFunction<InetAddress> client, IntFunction<String> name)
            throws InterruptedException {
        CountDownLatch came = new CountDownLatch(logins);
        AtomicInteger checked = new AtomicInteger();
        Caller.Rest impatient =
                pause -> {
                    came.countDown();
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                    return pause.toSeconds() == 0;
                };
        List<Thread> burst =
                IntStream.range(0, logins)
                        .mapToObj(i ->
                                (Runnable)
                                        () ->
                                                TriedLogin.paced(
                                                        pace,
                                                        new Caller(
                                                                client.apply(i),
                                                                LOOPBACK,
                                                                impatient),
                                                        name.apply(i),
                                                        guess(i),
                                                        () -> {
                                                            awaitQuietly(came);
                                                            checked.incrementAndGet();
                                                            return WRONG;
                                                        }))
                        .map(Thread.ofVirtual()::start)
                        .toList();
        for (Thread login : burst) {
            login.join();
        }
        return checked.get();
    }

    private static byte[] guess(int number) {
        return ("guess " + number).getBytes(StandardCharsets.US_ASCII);
    }

    private static InetAddress site(int number) {
        return InetAddress.ofLiteral("2001:db8:0:" + Integer.toHexString(number) + "::1");
    }

    /** Each comes while the one before pauses. */
    @Test
    void thoseThatWouldPauseTooLongAreRefused() {
        for (int i = 0; i < 9; i++) {
            pace.failed(GUESSER, pace.account("ann" + i));
        }
        AtomicInteger waiting = new AtomicInteger();

        comesWhileOthersPause(waiting);

        assertEquals(2, waiting.get(), "sixteen seconds each");
    }

    private void comesWhileOthersPause(AtomicInteger waiting) {
        Caller.Rest meanwhile =
                pause -> {
                    if (pause.isZero()) {
                        return true;
                    }
                    waiting.incrementAndGet();
                    comesWhileOthersPause(waiting);
                    return false;
                };
        Lookup _ =
                TriedLogin.paced(
                        pace,
                        new Caller(GUESSER, LOOPBACK, meanwhile),
                        "bob",
                        guess(0),
                        () -> {
                            throw new AssertionError("checked");
                        });
    }

    /** An office behind one address, in the morning. */
    @Test
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
        Lookup lookup = TriedLogin.paced(pace, caller, name, new byte[1], () -> FOUND);
        found.addAndGet(lookup.equals(FOUND) ? 1 : 0);
    }

    /** The delay that hides how long a check takes is over when a login has paused. */
    @Test
    void afterAPauseTheTimeOfTheCheckIsHidden() {
        for (int i = 0; i < 7; i++) {
            pace.failed(GUESSER, pace.account("ann" + i));
        }

        assertEquals(Duration.ofSeconds(5), answeredAfter(Duration.ZERO));
        assertEquals(Duration.ofSeconds(9), answeredAfter(Duration.ofMillis(900)));
    }

    private Duration answeredAfter(Duration check) {
        long start = now.get();
        Caller.Rest rests =
                pause -> {
                    now.addAndGet(pause.toNanos());
                    return true;
                };
        Lookup _ =
                TriedLogin.paced(
                        pace,
                        new Caller(GUESSER, LOOPBACK, rests),
                        "bob",
                        check.toString().getBytes(StandardCharsets.US_ASCII),
                        () -> {
                            now.addAndGet(check.toNanos());
                            return WRONG;
                        });
        return Duration.ofNanos(now.get() - start);
    }

    @Test
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
                                if (!TriedLogin.paced(pace, caller, account, new byte[1], look)
                                        .equals(WRONG)) {
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
