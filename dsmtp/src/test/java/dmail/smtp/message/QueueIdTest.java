package dmail.smtp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QueueIdTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void laterIdsSortBehindEarlierOnes() {
        QueueIds ids = idsAt(NOON, NOON.plusNanos(1_000), NOON.plusSeconds(1));

        List<QueueId> made = List.of(ids.next(), ids.next(), ids.next());

        assertEquals(made, made.stream().sorted().toList());
    }

    @Test
    void idsDifferWhenTheClockStandsStillOrGoesBack() {
        QueueIds ids = idsAt(NOON, NOON, NOON.minusSeconds(3600), NOON.minusSeconds(1));

        Set<QueueId> made = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            made.add(ids.next());
        }

        assertEquals(4, made.size());
    }

    @Test
    void idsOfTwoStartsDifferAtTheSameTime() {
        QueueIds first = new QueueIds(() -> NOON, new Random(1));
        QueueIds second = new QueueIds(() -> NOON, new Random(2));

        assertNotEquals(first.next(), second.next());
    }

    @Test
    void anIdIsReadBack() {
        QueueId id = idsAt(NOON).next();

        assertEquals(id, QueueId.parse(id.text()).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0123456789ABCDE", "../../../../..", "0123456789abcd"})
    void othersAreNotIds(String text) {
        assertTrue(QueueId.parse(text).isEmpty());
    }

    private static QueueIds idsAt(Instant... times) {
        Queue<Instant> clock = new ArrayDeque<>(List.of(times));
        return new QueueIds(clock::remove, new Random(1));
    }
}
