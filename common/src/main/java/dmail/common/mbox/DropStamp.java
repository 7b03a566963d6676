package dmail.common.mbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The attributes of a drop file at one moment. As long as they are equal the file has not been
 * changed: unlike the modification time, the change time can't be set back by a program.
 *
 * @param size in octets
 * @param modified modification time, nanoseconds since 1970
 * @param changed inode change time, nanoseconds since 1970
 * @param inode number
 * @param device of the file system
 */
public record DropStamp(long size, long modified, long changed, long inode, long device) {
    private static final String ATTRIBUTES =
            "unix:size,lastModifiedTime,ctime,ino,dev,isRegularFile";

    /**
     * {@return the stamp of a drop file, or empty when there is none}
     *
     * @throws IOException when it can't be read or isn't a regular file; a symbolic link isn't
     *     followed, since it could lead to any file of the system
     */
    public static Optional<DropStamp> of(Path drop) throws IOException {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(drop, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
                throw new IOException(drop + " is not a regular file");
            }
            return Optional.of(from(attributes));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static DropStamp from(Map<String, Object> attributes) {
        return new DropStamp(
                number(attributes, "size"),
                nanoseconds(attributes, "lastModifiedTime"),
                nanoseconds(attributes, "ctime"),
                number(attributes, "ino"),
                number(attributes, "dev"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static long nanoseconds(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
    }

    /** {@return whether the file may have grown since, and has not been changed otherwise} */
    public boolean mayHaveGrownInto(DropStamp later) {
        return inode == later.inode && device == later.device && size < later.size;
    }
}
