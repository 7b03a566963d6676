package dmail.common.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The attributes of a file that show a change: whether it was edited or replaced, one of these
 * differs.
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
     * @throws IOException when its attributes can't be read
     */
    public static FileStamp of(Path file) throws IOException {
        return new FileStamp(Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime"));
    }
}
