package dmail.common.io;

import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * A pool of buffers of one size for work that needs them for a moment, many times a second: without
 * it they would be most of what the garbage collector has to do. A buffer may still have old
 * content. Thread-safe.
 */
public final class SpareBuffers {
    private final int size;
    private final ArrayBlockingQueue<byte[]> spares;

    /**
     * Makes an empty pool.
     *
     * @param size octets of each buffer
     * @param most how many free buffers are kept
     */
    public SpareBuffers(int size, int most) {
        this.size = size;
        this.spares = new ArrayBlockingQueue<>(most);
    }

    /** {@return a buffer for the caller's use; it may be given back, but need not be} */
    public byte[] take() {
        return Objects.requireNonNullElseGet(spares.poll(), () -> new byte[size]);
    }

    /** Gives back a buffer that the caller doesn't use any more; one of another size is ignored. */
    public void giveBack(byte[] buffer) {
        if (buffer.length == size) {
            boolean _ = spares.offer(buffer);
        }
    }
}
