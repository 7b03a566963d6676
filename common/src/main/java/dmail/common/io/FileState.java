package dmail.common.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The attributes of a file, by its name or by a descriptor. Looking at a name opens nothing, since
 * opening and closing would drop fcntl locks.
 *
 * @param mode type and permissions, as in {@code st_mode}
 * @param size in octets
 */
public record FileState(
        boolean regular,
        long device,
        long inode,
        int links,
        int uid,
        int gid,
        int mode,
        long size) {
    private static final String ATTRIBUTES = "unix:isRegularFile,dev,ino,nlink,uid,gid,mode,size";

    /** The permission bit of the group to write. */
    public static final int GROUP_WRITE = 020;

    /** The permission bit of others to write. */
    public static final int OTHERS_WRITE = 02;

    /** All bits of a mode except the file's type. */
    public static final int RIGHTS = 07777;

    /**
     * {@return the state of the file of that name; links aren't followed; empty when there is none}
     */
    public static Optional<FileState> of(Path path) throws IOException {
        try {
            return Optional.of(
                    from(Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** {@return the state of the file of that name; links are followed} */
    public static FileState behind(Path path) throws IOException {
        return from(Files.readAttributes(path, ATTRIBUTES));
    }

    private static FileState from(Map<String, Object> values) {
        return new FileState(
                value(values, Boolean.class, "isRegularFile"),
                number(values, "dev"),
                number(values, "ino"),
                value(values, Integer.class, "nlink"),
                value(values, Integer.class, "uid"),
                value(values, Integer.class, "gid"),
                value(values, Integer.class, "mode"),
                value(values, Long.class, "size"));
    }

    /** File systems give it as an int or a long. */
    private static long number(Map<String, Object> values, String name) {
        return value(values, Number.class, name).longValue();
    }

    private static <T> T value(Map<String, Object> values, Class<T> type, String name) {
        return Objects.requireNonNull(type.cast(values.get(name)), name);
    }

    /** {@return whether both are the same file} */
    public boolean isSameFileAs(FileState other) {
        return device == other.device && inode == other.inode;
    }

    /** {@return why mail must not be written to the file; empty when it may} */
    public Optional<String> trouble(Path path) {
        if (!regular) {
            return Optional.of(path + ": not a regular file");
        }
        if (links > 1) {
            return Optional.of(path + ": has " + links + " hard links");
        }
        return Optional.empty();
    }
}
