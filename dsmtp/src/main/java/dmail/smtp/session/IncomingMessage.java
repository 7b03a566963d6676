package dmail.smtp.session;

import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.NoSpaceException;
import dmail.smtp.message.QueueId;
import dmail.smtp.policy.Limits;
import dmail.smtp.space.Space;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An incoming message, passed to the queue as it comes. After the first reason to refuse it the
 * rest is only counted: the client must be read to the end of its message before it gets the reply,
 * or the rest would be taken for commands.
 */
final class IncomingMessage implements AutoCloseable {
    /** The reasons to refuse a message. */
    sealed interface RefusalReason {
        /** Larger than the limit. */
        record TooLarge() implements RefusalReason {}

        /** It has a bare CR or LF. */
        record BareLineEnd() implements RefusalReason {}

        /** Too many Received headers. */
        record Loop() implements RefusalReason {}

        /** The disk is full, or nothing is left above {@code min_space}. */
        record NoSpace() implements RefusalReason {}

        /** No binding is found by which it may leave. */
        record NoBinding() implements RefusalReason {}

        /** It can't be stored for another reason. */
        record NotStored(IOException reason) implements RefusalReason {}
    }

    /** The result. */
    sealed interface Ending {
        /** Complete. */
        record Whole(Body body) implements Ending {}

        record Refused(RefusalReason refusalReason) implements Ending {}
    }

    /** Octets: space is reserved in such steps. */
    static final int SPACE_STEP = 32 << 10;

    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final BodySink sink;
    private final Limits limits;
    private final ReceivedCount received = new ReceivedCount();
    private final FirstLine firstLine = new FirstLine();
    private final LineEndFixer lineEndFixer = new LineEndFixer(this::takeLines);
    private final StrayLineEnds strayLineEnds;
    private final Space space;
    private Optional<RefusalReason> refusalReason = Optional.empty();
    private long size;

    /** Octets that were passed to the sink, which may hold some of them back. */
    private long stored;

    private long reserved;

    /**
     * @param sink closed by {@link #close()}
     * @param space in which it may grow
     */
    IncomingMessage(BodySink sink, Limits limits, StrayLineEnds strayLineEnds, Space space) {
        this.sink = sink;
        this.limits = limits;
        this.strayLineEnds = strayLineEnds;
        this.space = space;
    }

    QueueId id() {
        return sink.id();
    }

    /** {@return octets of the message without our headers, stored or only counted} */
    long size() {
        return size;
    }

    Optional<RefusalReason> refusalReason() {
        return refusalReason;
    }

    /** Writes our header, which doesn't count towards the size. */
    void addHeader(byte[] header) {
        store(header, 0, header.length);
    }

    /** Takes octets of the message. */
    void take(byte[] octets, int offset, int length) {
        switch (strayLineEnds) {
            case MENDED -> lineEndFixer.take(octets, offset, length);
            case REFUSED -> takeLines(octets, offset, length);
        }
    }

    private void takeLines(byte[] octets, int offset, int length) {
        size += length;
        received.take(octets, offset, length);
        if (!limits.allowsSize(size)) {
            mark(new RefusalReason.TooLarge());
        } else if (!limits.allowsReceived(received.count())) {
            mark(new RefusalReason.Loop());
        } else if (firstLine.isKnown()) {
            store(octets, offset, length);
        } else {
            begin(octets, offset, length);
        }
    }

    /** A message without a header gets an empty line, which separates its text from our header. */
    private void begin(byte[] octets, int offset, int length) {
        int start = Math.min(length, FirstLine.ENOUGH);
        firstLine.take(octets, offset, start);
        if (firstLine.isKnown()) {
            storeFirstLine();
            store(octets, offset + start, length - start);
        }
    }

    private void storeFirstLine() {
        if (firstLine.isText()) {
            store(CRLF, 0, CRLF.length);
        }
        byte[] held = firstLine.held();
        store(held, 0, held.length);
    }

    /** Notes a bare CR or LF. */
    void markBareLineEnd() {
        if (strayLineEnds == StrayLineEnds.REFUSED) {
            mark(new RefusalReason.BareLineEnd());
        }
    }

    /** Adds a CRLF that the last chunk lacks. */
    void endLine() {
        settle();
        store(CRLF, 0, CRLF.length);
    }

    /** Passes on what is held, since the message is over. */
    private void settle() {
        lineEndFixer.end();
        if (!firstLine.isKnown()) {
            firstLine.end();
            storeFirstLine();
        }
    }

    private void store(byte[] octets, int offset, int length) {
        if (refusalReason.isPresent()) {
            return;
        }
        if (!hasSpace(length)) {
            mark(new RefusalReason.NoSpace());
            return;
        }
        stored += length;
        try {
            sink.write(octets, offset, length);
        } catch (NoSpaceException e) {
            mark(new RefusalReason.NoSpace());
        } catch (IOException e) {
            mark(new RefusalReason.NotStored(e));
        }
    }

    private boolean hasSpace(int length) {
        long missing = Math.max(stored, sink.size()) + length - reserved;
        if (missing <= 0) {
            return true;
        }
        long octets = (missing + SPACE_STEP - 1) / SPACE_STEP * SPACE_STEP;
        boolean isThere = space.reserve(octets);
        reserved += isThere ? octets : 0;
        return isThere;
    }

    /** Keeps the first reason to refuse it, and frees what was stored. */
    private void mark(RefusalReason found) {
        if (refusalReason.isEmpty()) {
            refusalReason = Optional.of(found);
            close();
        }
    }

    /** Ends the message. */
    Ending finish() {
        settle();
        if (refusalReason.isEmpty()) {
            try {
                Body body = sink.finish();
                // A footer and missing fields come last; a file has been synced by then, and goes.
                if (hasSpace(0)) {
                    return new Ending.Whole(body);
                }
                mark(new RefusalReason.NoSpace());
            } catch (NoSpaceException e) {
                mark(new RefusalReason.NoSpace());
            } catch (IOException e) {
                mark(new RefusalReason.NotStored(e));
            }
        }
        return new Ending.Refused(refusalReason.orElseThrow());
    }

    @Override
    public void close() {
        sink.close();
        space.release(reserved);
        reserved = 0;
    }
}
