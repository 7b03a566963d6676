package dmail.common.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SpareHeapTest {
    private static final long MB = 1L << 20;

    @Test
    void aLargeHeapOfWhichLittleIsTakenIsMadeSmallerOnce() {
        assertTrue(SpareHeap.isSpare(500 * MB, 0, 10 * MB));
        assertFalse(SpareHeap.isSpare(500 * MB, 480 * MB, 10 * MB));
        assertTrue(SpareHeap.isSpare(700 * MB, 480 * MB, 10 * MB));
    }

    @Test
    void aHeapThatIsInUseOrSmallIsLeftAlone() {
        assertFalse(SpareHeap.isSpare(500 * MB, 0, 100 * MB));
        assertFalse(SpareHeap.isSpare(90 * MB, 0, 0));
    }
}
