package dmail.pop.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * The steps of an update that must reach the disk, in the order in which they are called. A crash
 * before the last leaves the old drop file, after it the new one.
 */
public interface UpdateSteps {
    /** Makes the new file's content survive a crash. */
    void sync(FileChannel fresh) throws IOException;

    /**
     * Notes durably which mail is about to go from where, so that DSMTP does not deliver it again.
     */
    void note(Path drop, List<String> queueIds) throws IOException;

    /** Puts the new file in the place of the old one, for good. */
    void replace(Path fresh, Path drop) throws IOException;
}
