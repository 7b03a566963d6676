package dmail.common.io;

import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers of one size for work that needs them for a moment, many times a second: what would else
 * be thrown away after each use is most of what the garbage collector has to do then. What a buffer
 * held before is still in it. For any number of threads.
 */
public final class SpareBuffers {
    private final int size;
    private final ArrayBlockingQueue<byte[]> spares;

    /**
     * Keeps none at first.
     *
     * @param size octets of each
     * @param most how many are kept while nobody uses them
     */
    public SpareBuffers(int size, int most) {
        this.size = size;
        this.spares = new ArrayBlockingQueue<>(most);
    }

    /** {@return a buffer for the caller alone, until it is given back; it need not be} */
    public byte[] take() {
        return Objects.requireNonNullElseGet(spares.poll(), () -> new byte[size]);
    }

    /** Gives a buffer back, which the caller has no more use for; others than ours are left. */
    public void giveBack(byte[] buffer) {
        if (buffer.length == size) {
            boolean _ = spares.offer(buffer);
        }
    }
}
