package dmail.common.table;

import java.io.IOException;
import java.util.Optional;

/** The syntax of a file's entries. */
public interface TableFormat<E> {
    /** {@return octets of a line; longer lines are cut} */
    int longestLine();

    /**
     * Reads the next entry. Other lines are skipped; unless they are empty or comments, they are a
     * problem.
     *
     * @return the entry, or empty at the end of the file
     */
    Optional<Entry<E>> next(Lines lines, Problems problems) throws IOException;

    /** {@return the text of the problem that an entry's key was used before} */
    String givenBefore();
}
