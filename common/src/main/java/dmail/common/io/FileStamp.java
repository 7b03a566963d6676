package dmail.common.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What changes when a file does: however it was edited or replaced, one of these differs.
 *
 * @param facts by their names
 */
public record FileStamp(Map<String, Object> facts) {
    public FileStamp {
        facts = Map.copyOf(facts);
    }

    /**
     * {@return the stamp of a file}
     *
     * @throws IOException when it can't be looked at
     */
    public static FileStamp of(Path file) throws IOException {
        return new FileStamp(Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime"));
    }
}
