package dmail.common.system;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many files a file system has room for (statvfs(3)), which Java can't tell. */
public final class StatVfs {
    /** Octets; more than any {@code struct statvfs} takes. */
    private static final int STRUCTURE = 256;

    /** Offset: on 64-bit Linux the fields before are five unsigned longs. */
    private static final int F_FILES = 40;

    private static final int F_FAVAIL = 56;

    private StatVfs() {}

    /**
     * {@return how many files may still be created; empty where that isn't counted, as on btrfs, or
     * can't be asked}
     */
    public static OptionalLong freeFiles(Path path) {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            return OptionalLong.empty();
        }
        Function statvfs = NativeLibrary.getProcess().getFunction("statvfs");
        try (Memory structure = new Memory(STRUCTURE)) {
            structure.clear();
            int failed = statvfs.invokeInt(new Object[] {path.toString(), structure});
            return failed != 0 || structure.getLong(F_FILES) == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(structure.getLong(F_FAVAIL));
        }
    }
}
