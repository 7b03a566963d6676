package dmail.smtp.message.edit;

import java.io.IOException;

/** Writes the body of a part in another encoding. */
interface Encoder {
    /** Takes a piece of a line, without the line's end. */
    void write(byte[] octets, int from, int count) throws IOException;

    /** Takes a line's end. */
    void endLine() throws IOException;

    /**
     * Ends the body.
     *
     * @param open whether its last line has no end; what follows begins on a new line in any case
     */
    void end(boolean open) throws IOException;
}
