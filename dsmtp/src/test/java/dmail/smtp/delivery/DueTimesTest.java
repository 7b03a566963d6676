package dmail.smtp.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.queue.QueueId;
import dmail.smtp.queue.QueueIds;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DueTimesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private final QueueIds ids = new QueueIds(() -> NOON, new Random(1));
    private final QueueId a = ids.next();
    private final QueueId b = ids.next();
    private final QueueId c = ids.next();
    private final DueTimes due = new DueTimes();

    @Test
    void theSoonestIsTakenFirstAndTheFutureNotAtAll() {
        due.add(a, NOON);
        due.add(b, NOON.minusSeconds(5));
        due.add(c, NOON.plusSeconds(1));

        assertEquals(List.of(b, a), due.takeDue(NOON));
        assertEquals(List.of(), due.takeDue(NOON));
        assertEquals(List.of(c), due.takeDue(NOON.plusSeconds(1)));
        assertEquals(3, due.count());
    }

    @Test
    void whatAScanFindsAgainIsKnown() {
        due.add(a, NOON);
        due.addFound(a, NOON);
        assertEquals(List.of(a), due.takeDue(NOON));
        due.addFound(a, NOON);
        assertEquals(List.of(), due.takeDue(NOON));
    }

    @Test
    void allCanBeMadeDue() {
        due.add(a, NOON.plusSeconds(7200));
        due.add(b, NOON.plusSeconds(60));

        assertEquals(2, due.makeAllDue(NOON));

        assertEquals(Set.of(a, b), new HashSet<>(due.takeDue(NOON)));
    }

    @Test
    void onlySoManyAreUnderWayAtOnce() {
        for (int i = 0; i < 201; i++) {
            due.add(ids.next(), NOON);
        }
        List<QueueId> first = due.takeDue(NOON);
        assertEquals(200, first.size());
        assertEquals(0, due.takeDue(NOON).size());

        due.forget(first.get(0));
        assertEquals(1, due.takeDue(NOON).size());
        due.add(first.get(1), NOON.plusSeconds(60));
        assertEquals(0, due.takeDue(NOON).size());
        assertEquals(200, due.count());
    }
}
