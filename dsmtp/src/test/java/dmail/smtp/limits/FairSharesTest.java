package dmail.smtp.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How bindings share the connections of the server. */
@Timeout(60)
final class FairSharesTest {
    private final FairShares shares = new FairShares();

    private List<Semaphore> enter(String binding, int times) {
        List<Semaphore> turns = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            turns.add(shares.begin(binding));
        }
        return turns;
    }

    private static long admitted(List<Semaphore> turns) {
        return turns.stream().filter(turn -> turn.availablePermits() == 1).count();
    }

    @Test
    void aBindingAloneMayHaveThemAll() {
        shares.change(50, 1);

        assertEquals(50, admitted(enter("default", 60)));
        assertEquals(50, shares.taken("default"));
    }

    @Test
    void b24_someAreKeptForEachOfTheOthers() {
        shares.change(500, 3);

        List<Semaphore> hanging = enter("hanging", 500);

        assertEquals(460, admitted(hanging));
        assertEquals(20, admitted(enter("one", 30)));
        assertEquals(20, admitted(enter("two", 20)));
        assertEquals(460, admitted(hanging));
    }

    @Test
    void b24_whatEndsIsForTheOneThatHasFewest() {
        shares.change(10, 2);
        enter("hanging", 8);
        enter("one", 2);
        List<Semaphore> more = enter("hanging", 5);
        List<Semaphore> next = enter("one", 1);

        shares.leave("hanging");

        assertEquals(0, admitted(more));
        assertEquals(1, admitted(next));
        assertTrue(shares.isAwaited());
    }

    @Test
    void b24_withMoreBindingsThanConnectionsHalfOfThemAreKept() {
        shares.change(10, 1000);

        assertEquals(5, admitted(enter("hanging", 10)));
        assertEquals(1, admitted(enter("one", 1)));
    }

    @Test
    void aHigherNumberLetsThoseInThatWait() {
        shares.change(2, 1);
        List<Semaphore> all = enter("default", 4);

        shares.change(4, 1);

        assertEquals(4, admitted(all));
        assertFalse(shares.isAwaited());
    }

    @Test
    void whoWaitsGoesOnWhenItsTurnComes() throws Exception {
        shares.change(1, 1);
        shares.enter("default");
        CountDownLatch entered = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> {
                    shares.enter("default");
                    entered.countDown();
                });

        shares.leave("default");

        assertTrue(entered.await(30, TimeUnit.SECONDS));
    }
}
