package dmail.smtp.message.edit;

import java.io.IOException;

/**
 * Told the parts of a message as it is read; they are numbered in the order in which they begin.
 */
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
     * @param open whether its last line has no end
     */
    void end(int part, boolean open) throws IOException;

    /** A delimiter line of a multipart. */
    void boundary(byte[] octets, int from, int count) throws IOException;
}
