package dmail.smtp.submission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pickup file that has not been read.
 *
 * @param owner the number of the user who made it
 * @param changed its modification time, which its owner can set; it only orders his own files
 */
record PickupFile(Path file, int owner, FileTime changed) {

    /** {@return the entry of that name, even if it is a link; empty when it is gone} */
    static Optional<PickupFile> of(Path file) throws IOException {
        try {
            Map<String, Object> facts =
                    Files.readAttributes(
                            file, "unix:uid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            return Optional.of(
                    new PickupFile(
                            file,
                            (Integer) Objects.requireNonNull(facts.get("uid")),
                            (FileTime) Objects.requireNonNull(facts.get("lastModifiedTime"))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
