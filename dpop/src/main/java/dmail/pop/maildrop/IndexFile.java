package dmail.pop.maildrop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * One index file. It is only a cache: what is missing or damaged is made anew. So nothing is synced
 * here; the CRC tells.
 *
 * @param place where it is
 * @param about the name of what it is an index of
 */
record IndexFile(Path place, String about) {
    /** {@return the index last saved, whatever became of the mail since} */
    Optional<MailboxIndex> load() throws IOException {
        try {
            return IndexFormat.decode(Files.readAllBytes(place), about);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** Saves an index; a reader sees the old one or this one, never half of it. */
    void save(MailboxIndex index) throws IOException {
        Path fresh = fresh();
        Files.write(fresh, IndexFormat.encode(index, about));
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path fresh() {
        return place.resolveSibling(place.getFileName() + ".new");
    }

    void forget() throws IOException {
        Files.deleteIfExists(fresh());
        Files.deleteIfExists(place);
    }
}
