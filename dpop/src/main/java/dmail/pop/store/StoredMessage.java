package dmail.pop.store;

import dmail.common.net.WireWriter;
import java.io.IOException;

/** A message of a mailbox, ready to be sent. */
public interface StoredMessage {
    /**
     * {@return whether the file still holds this very message} What was read of a drop file while
     * another program rewrote it may be anything.
     */
    boolean isThere() throws IOException;

    /** Sends all of it, dot-stuffed, without the dot that ends it. */
    default void writeTo(WireWriter out) throws IOException {
        writeTop(out, Integer.MAX_VALUE);
    }

    /** Sends the header, the empty line and the first lines of the body. */
    void writeTop(WireWriter out, int lines) throws IOException;
}
