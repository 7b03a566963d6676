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
 * One message on its way in. Its octets go to the queue as they come. Once something is wrong the
 * rest is only counted, so that the client can be heard to the end of its message and told then:
 * stopping earlier would let the rest be read as commands.
 */
final class IncomingMessage implements AutoCloseable {
    /** Why a message can't be taken. */
    sealed interface Flaw {
        /** Above the limit for its size. */
        record TooLarge() implements Flaw {}

        /** A CR or LF stood alone. */
        record BareLineEnd() implements Flaw {}

        /** It has come by too many hosts. */
        record Loop() implements Flaw {}

        /** The disk is full. */
        record NoSpace() implements Flaw {}

        /** Some other trouble of ours. */
        record NotStored(IOException reason) implements Flaw {}
    }

    /** What became of the message. */
    sealed interface Ending {
        /** It is whole and good. */
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

    /** Takes the sink over: {@link #close()} closes it. */
    IncomingMessage(BodySink sink, Limits limits, StrayLineEnds strays) {
        this.sink = sink;
        this.limits = limits;
        this.strays = strays;
    }

    QueueId id() {
        return sink.id();
    }

    /** {@return octets of the message without what we add to it, taken or only counted} */
    long size() {
        return size;
    }

    Optional<Flaw> flaw() {
        return flaw;
    }

    /** Puts our own header on top; it doesn't count towards the size. */
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

    /** A message without header gets the empty line that keeps its text out of ours. */
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

    /** A CR or LF stood alone. */
    void markBareLineEnd() {
        if (strays == StrayLineEnds.REFUSED) {
            mark(new Flaw.BareLineEnd());
        }
    }

    /** Ends the last line of a message that came in chunks without it. */
    void endLine() {
        settle();
        store(CRLF, 0, CRLF.length);
    }

    /** Whatever was held back goes on, now that nothing more comes. */
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

    /** The first flaw counts; with it, what was stored is given back at once. */
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
