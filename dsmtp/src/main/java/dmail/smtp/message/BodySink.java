package dmail.smtp.message;

import dmail.common.io.OctetSink;
import java.io.IOException;

/**
 * Receives a message's octets as they arrive. Used by one thread. Closing it frees what an
 * unfinished or refused message took; an accepted message isn't touched.
 */
public interface BodySink extends OctetSink, AutoCloseable {
    /** {@return the message's queue id, for its Received header and the log} */
    QueueId id();

    /**
     * Takes octets.
     *
     * @throws NoSpaceException when the disk is full
     * @throws IOException when they can't be stored; the message must be refused with 4xx
     */
    @Override
    void write(byte[] octets, int offset, int length) throws IOException;

    /** {@return how many octets have been taken} */
    long size();

    /**
     * Ends the message. What was spilled to disk is synced.
     *
     * @return what to hand to {@link MailQueue#accept}
     */
    Body finish() throws IOException;

    @Override
    void close();
}
