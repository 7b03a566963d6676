package dmail.common.mbox;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How large a drop file may become ({@code drop_max}, or a user's quota).
 *
 * @param octets the limit; 0 for none
 * @param name what it is called where it stands
 */
public record DropLimit(long octets, String name) {
    /** Drop files grow as long as there is room. */
    public static final DropLimit NONE = new DropLimit(0);

    /** That of {@code drop_max}. */
    public DropLimit(long octets) {
        this(octets, "drop_max");
    }

    /** {@return the limit of so many kilobytes; 0 for none} */
    public static DropLimit ofKilobytes(long kilobytes) {
        return new DropLimit(Math.multiplyExact(kilobytes, 1024L));
    }

    boolean allows(long size) {
        return octets == 0 || size <= octets;
    }

    /** {@return whether a drop file has no room for any further message} */
    public boolean isReached(Path dropFile) throws IOException {
        return octets != 0
                && FileState.of(dropFile).filter(state -> state.size() >= octets).isPresent();
    }

    @Override
    public String toString() {
        return name + " of " + octets / 1024 + " KB";
    }
}
