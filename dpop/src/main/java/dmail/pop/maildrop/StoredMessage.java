package dmail.pop.maildrop;

import dmail.common.net.WireWriter;
import java.io.IOException;

/** A message of a mailbox, ready to be sent. */
public sealed interface StoredMessage permits DropMessage, BinStoreMessage {
    /** Sends all of it, dot-stuffed, without the dot that ends it. */
    void writeTo(WireWriter out) throws IOException;

    /** Sends the header, the empty line and the first lines of the body. */
    void writeTop(WireWriter out, int lines) throws IOException;
}
