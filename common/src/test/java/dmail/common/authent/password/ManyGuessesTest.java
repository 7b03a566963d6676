package dmail.common.authent.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.FakeUsers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever guesses on many connections at once leaves the processors to others in between. */
@Timeout(30)
class ManyGuessesTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final CountDownLatch working = new CountDownLatch(PROCESSORS);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private final PasswordHashes hashes =
            new PasswordHashes((_, _) -> Optional.empty(), (_, _) -> work());

    private boolean work() {
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        working.countDown();
        try {
            return goOn.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    @Test
    void noMoreAreComputedAtOnceThanThereAreProcessors() throws Exception {
        Password guess = new Password("guess".getBytes(StandardCharsets.US_ASCII));
        FutureTask<?>[] guesses = new FutureTask<?>[PROCESSORS + 5];
        for (int i = 0; i < guesses.length; i++) {
            guesses[i] = new FutureTask<>(() -> hashes.matches(FakeUsers.SCRAM_OF_SECRET, guess));
            Thread.ofVirtual().start(guesses[i]);
        }
        assertTrue(working.await(20, TimeUnit.SECONDS));
        goOn.countDown();
        for (FutureTask<?> each : guesses) {
            assertEquals(true, each.get(20, TimeUnit.SECONDS));
        }
        assertEquals(PROCESSORS, most.get());
    }
}
