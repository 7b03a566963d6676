package dmail.common.mbox;

import dmail.common.io.FileState;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The limit of a drop file's size ({@code drop_max}, or a user's quota).
 *
 * @param octets the limit; 0 for none
 * @param name of the setting
 * @param stored octets of the limit that are taken by mail in the user's bin store
 */
public record DropLimit(long octets, String name, long stored) {
    /** No limit. */
    public static final DropLimit NONE = new DropLimit(0);

    /** The limit {@code drop_max}. */
    public DropLimit(long octets) {
        this(octets, "drop_max");
    }

    /** A limit of that name, without mail in a bin store. */
    public DropLimit(long octets, String name) {
        this(octets, name, 0);
    }

    /** {@return the limit when this many octets are in the bin store} */
    public DropLimit beside(long nowStored) {
        return new DropLimit(octets, name, nowStored);
    }

    /** {@return whether there is a limit} */
    public boolean isSet() {
        return octets != 0;
    }

    /** {@return a limit in kilobytes; 0 for none} */
    public static DropLimit ofKilobytes(long kilobytes) {
        return new DropLimit(Math.multiplyExact(kilobytes, 1024L));
    }

    boolean allows(long size) {
        return !isSet() || size + stored <= octets;
    }

    /** {@return whether the drop file has no room for a further message} */
    public boolean isReached(Path dropFile) throws IOException {
        return isSet() && stored + FileState.of(dropFile).map(FileState::size).orElse(0L) >= octets;
    }

    /**
     * {@return the same, or false when it can't be told now} The sender should not be refused for
     * that: delivery will fail for the same reason and log it.
     */
    public boolean isKnownToBeReached(Path dropFile) {
        try {
            return isReached(dropFile);
        } catch (IOException failure) {
            return false;
        }
    }

    @Override
    public String toString() {
        String limit = name + " of " + octets / 1024 + " KB";
        return stored == 0 ? limit : limit + " with " + stored / 1024 + " KB in the store";
    }
}
