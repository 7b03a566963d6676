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
 * A file of left mail before anyone has looked into it.
 *
 * @param owner the number of the user who made it
 * @param changed its modification time, which its owner can set as he likes; it only orders his own
 *     files
 */
record PickupFile(Path file, int owner, FileTime changed) {

    /** {@return what has that name, be it a link; empty when nothing has any more} */
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
