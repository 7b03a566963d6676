package dmail.smtp.space;

import dmail.common.config.Configuration;
import dmail.common.config.LimitSettings;
import dmail.common.io.DiskSpace;

/**
 * The free space that must remain in {@code work_path}.
 *
 * @param octets {@code min_space}
 * @param files {@code min_inodes}
 */
public record MinFreeSpace(long octets, long files) {
    /** How scarce space is. */
    enum Level {
        AMPLE,
        /** Below the minimum: the administrator is told. */
        LOW,
        /** Below nine tenths of it: no mail is accepted. */
        SHORT
    }

    public static MinFreeSpace of(Configuration configuration) {
        return new MinFreeSpace(
                configuration.value(LimitSettings.MIN_SPACE).octets(),
                configuration.value(LimitSettings.MIN_INODES));
    }

    Level level(DiskSpace free) {
        if (isBelow(free, least(), files - files / 10)) {
            return Level.SHORT;
        }
        return isBelow(free, octets, files) ? Level.LOW : Level.AMPLE;
    }

    /** {@return the free octets below which no mail is accepted} */
    long least() {
        return octets - octets / 10;
    }

    private static boolean isBelow(DiskSpace free, long leastOctets, long leastFiles) {
        return free.octets() < leastOctets || free.files() < leastFiles;
    }
}
