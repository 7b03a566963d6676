package dmail.smtp.queue;

import java.io.IOException;

/** Where sessions hand over mail. Everything behind it is the queue's own affair. */
public interface MailQueue {
    /** {@return a sink for the octets of one message; close it whatever happens} */
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
