package dmail.common.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What changes when a file does: however it was edited or replaced, one of these differs. */
public record FileStamp(String text) {
    /**
     * {@return the stamp of a file}
     *
     * @throws IOException when it can't be looked at
     */
    public static FileStamp of(Path file) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime");
        return new FileStamp(
                attributes.get("ino")
                        + " "
                        + attributes.get("size")
                        + " "
                        + attributes.get("lastModifiedTime")
                        + " "
                        + attributes.get("ctime"));
    }
}
