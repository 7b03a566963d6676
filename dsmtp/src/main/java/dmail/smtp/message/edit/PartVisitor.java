package dmail.smtp.message.edit;

import java.io.IOException;

/** Is told of a message's parts while it is read; parts are numbered in the order they begin. */
interface PartVisitor {
    /** A part begins, or the message itself. */
    void header(int part, PartHeader header, ContentType type) throws IOException;

    /** A piece of a line of the part's own body. */
    void body(int part, byte[] octets, int from, int count) throws IOException;

    /** A line of the body ends. */
    void endLine(int part) throws IOException;

    /**
     * The body ends.
     *
     * @param open whether its last line has no end of its own
     */
    void end(int part, boolean open) throws IOException;

    /** A line that separates parts. */
    void boundary(byte[] octets, int from, int count) throws IOException;
}
