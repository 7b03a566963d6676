package dmail.common.table;

import java.io.IOException;
import java.util.Optional;

/** How the entries of a file are written. */
public interface TableFormat<E> {
    /** {@return how many octets of a line are read} */
    int longestLine();

    /**
     * Reads on to the next entry. Lines that are none are passed over, with a problem where they
     * are neither empty nor comments.
     *
     * @return the entry, or empty at the end of the file
     */
    Optional<Entry<E>> next(Lines lines, Problems problems) throws IOException;

    /** {@return what is said of an entry whose key was there before} */
    String givenBefore();
}
