package dmail.smtp.message;

import dmail.common.memory.MemorySource;
import java.io.IOException;

/** What sessions see of the queue. */
public interface MailQueue {
    /**
     * {@return a sink for a message that a session receives; close it in any case, before the
     * session ends}
     *
     * @param session where it takes memory from, if there is plenty
     */
    BodySink newBody(MemorySource session);

    /** {@return a sink for a message of our own} */
    BodySink newBody();

    /**
     * Takes responsibility for a message: when this returns, it survives loss of power and will be
     * delivered or reported (RFC 5321 section 6.1). Blocks until then.
     *
     * @param envelope with the id of the body's sink
     * @throws NoSpaceException when the disk is full
     * @throws IOException when the message could not be made safe; the client must be told 4xx
     */
    void accept(Envelope envelope, Body body) throws IOException;
}
