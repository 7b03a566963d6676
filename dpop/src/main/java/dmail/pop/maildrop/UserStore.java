package dmail.pop.maildrop;

import dmail.pop.mbox.MaildropFiles;
import dmail.pop.mbox.MaildropFiles.Indexing;
import dmail.pop.store.Store;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The store of one user, for as long as nobody else is at it. */
public interface UserStore {
    /**
     * Moves the mail of the drop file here, as far as there is room.
     *
     * @return the index of all that lies here, or why the drop file can't be read now
     */
    Indexing bring(MaildropFiles files) throws IOException;

    /** {@return its messages, for a session} */
    Store messages();

    /**
     * Moves all mail back to the drop file, and removes the store.
     *
     * @return why it can't be done now; empty when it is done
     */
    Optional<String> giveBack(MaildropFiles files) throws IOException;

    /** {@return whether the store could be moved to that folder; not when it is on another disk} */
    boolean moveTo(Path folder) throws IOException;

    /** Reads all mail, compares it with the index, and puts right what can be put right. */
    CheckResult check() throws IOException;

    /**
     * Does in the background what a session has left to be done. The session has left the store.
     *
     * @param lasting tools that are not of the session
     */
    void tidy(StoreTools lasting);
}
