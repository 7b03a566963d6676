package dmail.common.mbox;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How large a drop file may become ({@code drop_max}).
 *
 * @param octets the limit; 0 for none
 */
public record DropLimit(long octets) {
    /** Drop files grow as long as there is room. */
    public static final DropLimit NONE = new DropLimit(0);

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
        return "drop_max of " + octets / 1024 + " KB";
    }
}
