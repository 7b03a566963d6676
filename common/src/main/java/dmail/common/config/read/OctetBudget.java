package dmail.common.config.read;

import dmail.common.config.type.Size;
import java.io.IOException;

/**
 * How many octets all files of a configuration may have together: what is kept of them grows with
 * them, and two configurations are held while one takes the other's place.
 */
final class OctetBudget {
    /** Some two hundred thousand vdomain lines. */
    private static final long LEAST = 16 * Size.MEGA;

    private static final int SHARE_OF_HEAP = 8;

    private final long most;
    private long read;

    /**
     * @param most octets
     */
    OctetBudget(long most) {
        this.most = most;
    }

    /** {@return what the heap of this process can hold} */
    static OctetBudget ofHeap() {
        return new OctetBudget(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /**
     * Counts more octets.
     *
     * @throws IOException when these are too many
     */
    void count(int octets) throws IOException {
        read += octets;
        if (read > most) {
            throw new IOException(
                    "the configuration has more than the "
                            + most / Size.MEGA
                            + " MB that this program's memory can hold");
        }
    }
}
