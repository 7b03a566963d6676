package dmail.pop.maildrop;

import java.io.IOException;
import java.nio.file.Path;

/** What the administrator may want to know about a maildrop. */
public interface MaildropLog {
    /** An index could not be read or saved; the next login reads the mail instead. */
    void indexUseless(Path drop, IOException problem);

    /** Another program has changed the drop file under an open session. */
    void dropChanged(Path drop, int message);
}
