package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ConclusionsTest {
    private final List<Runnable> threads = new ArrayList<>();
    private final Conclusions conclusions = new Conclusions(threads::add);

    @Test
    void whoeverClosesTheJournalWaitsForThoseUnderWay() throws Exception {
        conclusions.execute(() -> {});
        Thread closing = Thread.ofPlatform().start(() -> conclusions.await(Duration.ofMinutes(10)));
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            assertTrue(closing.isAlive(), "it doesn't wait");
            Thread.onSpinWait();
        }

        threads.getFirst().run();

        closing.join();
        assertEquals(1, threads.size());
    }

    @Test
    void oneThatTakesLongIsNotWaitedFor() {
        conclusions.execute(() -> {});

        conclusions.await(Duration.ofMillis(1));

        assertEquals(1, threads.size());
    }
}
