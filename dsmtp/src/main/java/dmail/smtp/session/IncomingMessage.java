package dmail.smtp.session;

import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.NoSpaceException;
import dmail.smtp.message.QueueId;
import dmail.smtp.policy.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An incoming message, passed to the queue as it comes. After the first flaw the rest is only
 * counted: the client must be read to the end of its message before it gets the reply, or the rest
 * would be taken for commands.
 */
final class IncomingMessage implements AutoCloseable {
    /** The reasons to refuse a message. */
    sealed interface Flaw {
        /** Larger than the limit. */
        record TooLarge() implements Flaw {}

        /** It has a bare CR or LF. */
        record BareLineEnd() implements Flaw {}

        /** Too many Received headers. */
        record Loop() implements Flaw {}

        /** The disk is full. */
        record NoSpace() implements Flaw {}

        /** It can't be stored for another reason. */
        record NotStored(IOException reason) implements Flaw {}
    }

    /** The result. */
    sealed interface Ending {
        /** Complete. */
        record Whole(Body body) implements Ending {}

        record Flawed(Flaw flaw) implements Ending {}
    }

    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final BodySink sink;
    private final Limits limits;
    private final ReceivedCount received = new ReceivedCount();
    private final FirstLine firstLine = new FirstLine();
    private final LineMender mender = new LineMender(this::takeLines);
    private final StrayLineEnds strays;
    private Optional<Flaw> flaw = Optional.empty();
    private long size;

    /**
     * @param sink closed by {@link #close()}
     */
    IncomingMessage(BodySink sink, Limits limits, StrayLineEnds strays) {
        this.sink = sink;
        this.limits = limits;
        this.strays = strays;
    }

    QueueId id() {
        return sink.id();
    }

    /** {@return octets of the message without our headers, stored or only counted} */
    long size() {
        return size;
    }

    Optional<Flaw> flaw() {
        return flaw;
    }

    /** Writes our header, which doesn't count towards the size. */
    void addHeader(byte[] header) {
        store(header, 0, header.length);
    }

    /** Takes octets of the message. */
    void take(byte[] octets, int offset, int length) {
        switch (strays) {
            case MENDED -> mender.take(octets, offset, length);
            case REFUSED -> takeLines(octets, offset, length);
        }
    }

    private void takeLines(byte[] octets, int offset, int length) {
        size += length;
        received.take(octets, offset, length);
        if (!limits.allowsSize(size)) {
            mark(new Flaw.TooLarge());
        } else if (!limits.allowsReceived(received.count())) {
            mark(new Flaw.Loop());
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
        if (strays == StrayLineEnds.REFUSED) {
            mark(new Flaw.BareLineEnd());
        }
    }

    /** Adds a CRLF that the last chunk lacks. */
    void endLine() {
        settle();
        store(CRLF, 0, CRLF.length);
    }

    /** Passes on what is held, since the message is over. */
    private void settle() {
        mender.end();
        if (!firstLine.isKnown()) {
            firstLine.end();
            storeFirstLine();
        }
    }

    private void store(byte[] octets, int offset, int length) {
        if (flaw.isPresent()) {
            return;
        }
        try {
            sink.write(octets, offset, length);
        } catch (NoSpaceException e) {
            mark(new Flaw.NoSpace());
        } catch (IOException e) {
            mark(new Flaw.NotStored(e));
        }
    }

    /** Keeps the first flaw, and frees what was stored. */
    private void mark(Flaw found) {
        if (flaw.isEmpty()) {
            flaw = Optional.of(found);
            sink.close();
        }
    }

    /** Ends the message. */
    Ending finish() {
        settle();
        if (flaw.isEmpty()) {
            try {
                return new Ending.Whole(sink.finish());
            } catch (NoSpaceException e) {
                mark(new Flaw.NoSpace());
            } catch (IOException e) {
                mark(new Flaw.NotStored(e));
            }
        }
        return new Ending.Flawed(flaw.orElseThrow());
    }

    @Override
    public void close() {
        sink.close();
    }
}
