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
 * How a drop file looked at one moment. While two stamps are equal the file has not been touched:
 * the change time can't be set back by a program, unlike the modification time.
 *
 * @param size in octets
 * @param modified modification time, nanoseconds since 1970
 * @param changed inode change time, nanoseconds since 1970
 * @param inode which file it is
 * @param device which file system it is on
 */
public record DropStamp(long size, long modified, long changed, long inode, long device) {
    private static final String ATTRIBUTES =
            "unix:size,lastModifiedTime,ctime,ino,dev,isRegularFile";

    /**
     * {@return the stamp of a drop file, or empty when there is none}
     *
     * @throws IOException when it can't be read, or is no regular file: a symbolic link is never
     *     followed, it could lead to any file of the system
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

    /** {@return whether the file may have grown since, and nothing else happened to it} */
    public boolean mayHaveGrownInto(DropStamp later) {
        return inode == later.inode && device == later.device && size < later.size;
    }
}
