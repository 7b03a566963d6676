package dmail.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.testing.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LogFollowersTest {
    private final LogFollowers followers = new LogFollowers(FakeClock.atNoon());

    private LogFollower join(String who) {
        return followers.join(who).orElseThrow();
    }

    private void publish(String line) {
        followers.publish(line.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void eachIsSentWhatIsWrittenFromNowOn() throws Exception {
        LogFollower ann = join("ann");
        publish("one\n");
        LogFollower bob = join("bob");
        publish("two\n");

        assertEquals("one\ntwo\n", ann.next(Duration.ZERO));
        assertEquals("", ann.next(Duration.ZERO));
        assertEquals("two\n", bob.next(Duration.ZERO));
        assertEquals(List.of(ann, bob), followers.list());
    }

    @Test
    void whoDoesNotTakeLinesLosesThemAndHoldsNobodyUp() {
        LogFollower slow = join("slow");
        for (int i = 0; i < LogFollower.MOST_WAITING + 5; i++) {
            publish("line\n");
        }

        assertEquals(5, slow.lost());
    }

    @Test
    void thereAreNoMoreThanFour() {
        LogFollower first = join("a");
        join("b");
        join("c");
        join("d");
        assertTrue(followers.join("e").isEmpty());

        first.close();

        assertTrue(followers.join("e").isPresent());
        assertFalse(followers.list().contains(first));
    }

    @Test
    void theEndWakesWhoWaitsAndTakesNobodyMore() throws Exception {
        LogFollower ann = join("ann");
        CompletableFuture<String> next = CompletableFuture.supplyAsync(() -> awaitLines(ann));
        followers.close();

        assertEquals("", next.get());
        assertTrue(ann.isClosed());
        assertTrue(followers.join("bob").isEmpty());
    }

    private static String awaitLines(LogFollower follower) {
        try {
            return follower.next(Duration.ofMinutes(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
