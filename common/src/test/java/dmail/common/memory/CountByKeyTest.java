package dmail.common.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class CountByKeyTest {
    private final CountByKey<String> counts = new CountByKey<>();

    @Test
    void countsEachKeyForItself() {
        assertEquals(0, counts.of("a"));
        assertEquals(1, counts.add("a"));
        assertEquals(2, counts.add("a"));
        assertEquals(1, counts.add("b"));

        counts.remove("a");

        assertEquals(1, counts.of("a"));
        assertEquals(1, counts.of("b"));
    }

    @Test
    void forgetsAKeyOfWhichThereIsNone() {
        counts.add("a");
        counts.remove("a");
        counts.remove("a");
        counts.remove("never seen");

        assertEquals(0, counts.keys());
        assertEquals(0, counts.of("a"));
        assertEquals(1, counts.add("a"), "what was taken away too often owes nothing");
    }

    @Test
    void beginsAnew() {
        counts.add("a");
        counts.clear();
        assertEquals(0, counts.of("a"));
        assertEquals(0, counts.keys());
    }
}
