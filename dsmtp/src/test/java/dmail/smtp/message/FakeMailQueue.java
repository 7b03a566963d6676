package dmail.smtp.message;

import dmail.common.memory.MemorySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A queue that keeps what it accepts in a list, or fails when told to. */
public final class FakeMailQueue implements MailQueue {
    private final QueueIds ids =
            new QueueIds(InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")), new Random(1));
    private final List<Envelope> envelopes = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private int room = Integer.MAX_VALUE;

    /** From now on nothing can be made safe. */
    public void fail() {
        failAfter(0);
    }

    /** After so many more nothing can be made safe. */
    public synchronized void failAfter(int more) {
        room = more;
    }

    /** {@return the envelopes accepted so far, in order} */
    public synchronized List<Envelope> envelopes() {
        return List.copyOf(envelopes);
    }

    /** {@return the octets accepted so far, in order} */
    public synchronized List<byte[]> bodies() {
        return List.copyOf(bodies);
    }

    @Override
    public BodySink newBody(MemorySource session) {
        return newBody();
    }

    @Override
    public BodySink newBody() {
        return new MemorySink(ids.next());
    }

    @Override
    public synchronized void accept(Envelope envelope, Body body) throws IOException {
        if (room == 0) {
            throw new IOException("told to fail");
        }
        room--;
        envelopes.add(envelope);
        bodies.add(body.open().readAllBytes());
    }

    private static final class MemorySink implements BodySink {
        private final QueueId id;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        MemorySink(QueueId id) {
            this.id = id;
        }

        @Override
        public QueueId id() {
            return id;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            octets.write(source, offset, length);
        }

        @Override
        public long size() {
            return octets.size();
        }

        @Override
        public Body finish() {
            return MemoryBody.of(octets.toByteArray());
        }

        @Override
        public void close() {
            octets.reset();
        }
    }
}
