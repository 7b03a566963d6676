package dmail.common.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SpareHeapTest {
    private static final long MB = 1L << 20;

    @Test
    void aHeapThatHasGrownIsMadeSmallerOnce() {
        assertTrue(SpareHeap.isSpare(500 * MB, 0, 10 * MB));
        assertFalse(SpareHeap.isSpare(500 * MB, 480 * MB, 10 * MB));
        assertTrue(SpareHeap.isSpare(700 * MB, 480 * MB, 10 * MB));
    }

    @Test
    void aHeapThatIsHeldOrSmallIsLeftAlone() {
        assertFalse(SpareHeap.isSpare(500 * MB, 0, 200 * MB));
        assertFalse(SpareHeap.isSpare(40 * MB, 0, 0));
    }

    @Test
    void atWorkAHeapIsCollectedOnlyWhenItIsMostlyGarbage() {
        assertTrue(SpareHeap.isFullOfGarbage(200 * MB, 0, 10 * MB, 128 * MB));
        assertFalse(SpareHeap.isFullOfGarbage(200 * MB, 0, 50 * MB, 128 * MB));
        assertFalse(SpareHeap.isFullOfGarbage(200 * MB, 120 * MB, 10 * MB, 128 * MB));
        assertFalse(SpareHeap.isFullOfGarbage(100 * MB, 0, 0, 128 * MB));
        assertTrue(SpareHeap.isFullOfGarbage(100 * MB, 0, 0, 32 * MB));
    }
}
