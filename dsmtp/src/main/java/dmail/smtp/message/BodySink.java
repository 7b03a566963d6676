package dmail.smtp.message;

import dmail.common.io.OctetSink;
import java.io.IOException;

/**
 * Takes in a message's octets while they arrive. Used by one thread. Closing gives back whatever an
 * unfinished or refused message took; a message that was accepted is not touched by it.
 */
public interface BodySink extends OctetSink, AutoCloseable {
    /** {@return the id the message will have, for its Received header and the log} */
    QueueId id();

    /**
     * Takes octets.
     *
     * @throws NoSpaceException when the disk is full
     * @throws IOException when they can't be kept; the message is then lost to us and must be
     *     refused with 4xx
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
