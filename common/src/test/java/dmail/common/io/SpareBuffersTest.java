package dmail.common.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class SpareBuffersTest {
    private final SpareBuffers buffers = new SpareBuffers(10, 2);

    @Test
    void givesEachToOneUserAtATime() {
        byte[] first = buffers.take();
        assertEquals(10, first.length);
        assertNotSame(first, buffers.take());
    }

    @Test
    void givesOutAgainWhatWasGivenBack() {
        byte[] first = buffers.take();
        buffers.giveBack(first);
        assertSame(first, buffers.take());
        assertNotSame(first, buffers.take());
    }

    @Test
    void keepsNoMoreThanItMay() {
        byte[] third = new byte[10];
        buffers.giveBack(new byte[10]);
        buffers.giveBack(new byte[10]);
        buffers.giveBack(third);
        for (int taken = 0; taken < 3; taken++) {
            assertNotSame(third, buffers.take());
        }
    }

    @Test
    void keepsNoneOfAnotherSize() {
        byte[] other = new byte[9];
        buffers.giveBack(other);
        assertNotSame(other, buffers.take());
    }
}
