package dmail.common.config.read;

import dmail.common.config.type.Size;
import java.io.IOException;

/**
 * Limits the octets of all files of a configuration together: the memory for them grows with the
 * files, and during a reload there are two configurations.
 */
final class OctetBudget {
    /** Octets; enough for about two hundred thousand vdomain lines. */
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

    /** {@return the limit for this process's heap} */
    static OctetBudget ofHeap() {
        return new OctetBudget(Math.max(LEAST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /**
     * Counts more octets.
     *
     * @throws IOException when there are too many
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
