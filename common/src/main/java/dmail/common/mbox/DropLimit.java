package dmail.common.mbox;

import dmail.common.io.FileState;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How large a drop file may become ({@code drop_max}, or a user's quota).
 *
 * @param octets the limit; 0 for none
 * @param name what it is called where it stands
 * @param stored octets of it that are taken by mail in the user's own store
 */
public record DropLimit(long octets, String name, long stored) {
    /** Drop files grow as long as there is room. */
    public static final DropLimit NONE = new DropLimit(0);

    /** That of {@code drop_max}. */
    public DropLimit(long octets) {
        this(octets, "drop_max");
    }

    /** A limit of that name for mail that lies in the drop file alone. */
    public DropLimit(long octets, String name) {
        this(octets, name, 0);
    }

    /** {@return what it leaves to the drop file when so many octets are in the store} */
    public DropLimit beside(long nowStored) {
        return new DropLimit(octets, name, nowStored);
    }

    /** {@return whether there is a limit} */
    public boolean isSet() {
        return octets != 0;
    }

    /** {@return the limit of so many kilobytes; 0 for none} */
    public static DropLimit ofKilobytes(long kilobytes) {
        return new DropLimit(Math.multiplyExact(kilobytes, 1024L));
    }

    boolean allows(long size) {
        return !isSet() || size + stored <= octets;
    }

    /** {@return whether a drop file has no room for any further message} */
    public boolean isReached(Path dropFile) throws IOException {
        return isSet() && stored + FileState.of(dropFile).map(FileState::size).orElse(0L) >= octets;
    }

    /**
     * {@return the same, or false when the disk can't tell now} Delivery will run into that trouble
     * and say so; the sender must not pay for it.
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
