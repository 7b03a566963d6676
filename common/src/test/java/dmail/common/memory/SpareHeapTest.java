package dmail.common.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SpareHeapTest {
    private static final long MB = 1L << 20;

    @Test
    void aHeapThatHasGrownIsMadeSmallerOnce() {
        assertTrue(SpareHeap.hasGrown(500 * MB, 0));
        assertFalse(SpareHeap.hasGrown(500 * MB, 480 * MB));
        assertTrue(SpareHeap.hasGrown(700 * MB, 480 * MB));
    }

    @Test
    void aSmallHeapIsLeftAlone() {
        assertFalse(SpareHeap.hasGrown(40 * MB, 0));
    }

    @Test
    void aServerAtWorkKeepsAHeapThatItsClientsTake() {
        assertTrue(SpareHeap.isSpareAtWork(500 * MB, 10 * MB));
        assertFalse(SpareHeap.isSpareAtWork(500 * MB, 100 * MB));
    }
}
