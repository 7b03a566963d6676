package dmail.smtp.message;

import dmail.common.memory.MemorySource;
import java.io.IOException;

/** Where sessions hand over mail. Everything behind it is the queue's own affair. */
public interface MailQueue {
    /**
     * {@return a sink for the octets of one message that a session receives; close it whatever
     * happens, and before the session's end}
     *
     * @param session what it takes memory from, as long as there is plenty
     */
    BodySink newBody(MemorySource session);

    /** {@return the same for a message that we make ourselves} */
    BodySink newBody();

    /**
     * Takes responsibility for a message: when this returns, the message survives loss of power and
     * will be delivered or reported (RFC 5321 section 6.1). Blocks until it is so.
     *
     * @param envelope with the id of the sink that the body came from
     * @throws NoSpaceException when the disk is full
     * @throws IOException when the message could not be made safe; it is not ours, the client is
     *     told 4xx
     */
    void accept(Envelope envelope, Body body) throws IOException;
}
