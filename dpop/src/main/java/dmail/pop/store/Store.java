package dmail.pop.store;

import dmail.pop.index.MailboxIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/**
 * Where the messages of an open mailbox are: in the drop file itself, or in the user's own store.
 */
public interface Store {
    /** {@return the file that holds the messages} */
    Path file();

    /** {@return the index last saved, whatever became of the file since} */
    Optional<MailboxIndex> saved() throws IOException;

    /** {@return the index of the file as it is now, if that can be told} */
    Optional<MailboxIndex> present() throws IOException;

    /** Opens the file for reading. */
    OpenStore open() throws IOException;

    /**
     * Removes the marked messages of a snapshot, all or none. The file is not open.
     *
     * @throws IOException when it could not be done; all messages are still there
     */
    UpdateResult remove(MailboxIndex snapshot, Deletions deletions, BitSet retrieved)
            throws IOException;

    MaildropLog log();
}
