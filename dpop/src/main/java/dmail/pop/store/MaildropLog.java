package dmail.pop.store;

import dmail.common.io.Reason;
import java.io.IOException;
import java.nio.file.Path;

/** The events of maildrops that an administrator may need. */
public interface MaildropLog {
    /** An index could not be read or saved; the next login reads the mail instead. */
    void indexUseless(Path drop, IOException problem);

    /** New mail stays in the drop file for now, and the session goes without it. */
    void mailNotMoved(Path drop, String why);

    /** A store's data file was damaged. */
    void storeDamaged(Path data, Path kept);

    /** A store could not be compacted; it works as it is. */
    void notCompacted(Path data, IOException problem);

    /** A store's mail was moved to the drop file, or from another store. */
    void storeMoved(Path from, Path to);

    /** Another program has changed the drop file under an open session. */
    void dropChanged(Path drop, int message);

    /** {@return the kind of a problem and what Java says about it: a path alone tells nothing} */
    static String reason(IOException problem) {
        return Reason.of(problem);
    }
}
