package dmail.smtp.session;

import dmail.common.memory.MemorySource;
import dmail.smtp.message.Body;
import dmail.smtp.message.BodySink;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MailQueue;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A queue in memory, whose disk can be made to fail. */
final class FakeQueue implements MailQueue {
    /** A message that was accepted; its text is one char an octet. */
    record Accepted(Envelope envelope, String text) {
        /** {@return the message as the client sent it, without our header} */
        String sent() {
            String[] lines = text.split("\r\n", -1);
            int header = 1;
            while (header < lines.length && lines[header].startsWith("\t")) {
                header++;
            }
            return String.join("\r\n", List.of(lines).subList(header, lines.length));
        }
    }

    private final List<Accepted> accepted = new ArrayList<>();
    private Optional<IOException> writeFailure = Optional.empty();
    private Optional<IOException> acceptFailure = Optional.empty();
    private int opened;
    private int closed;

    List<Accepted> accepted() {
        return accepted;
    }

    void failWrites(IOException failure) {
        writeFailure = Optional.of(failure);
    }

    void failAccept(IOException failure) {
        acceptFailure = Optional.of(failure);
    }

    /** {@return bodies that were begun} */
    int opened() {
        return opened;
    }

    /** {@return bodies that were begun and not closed} */
    int leaked() {
        return opened - closed;
    }

    @Override
    public BodySink newBody(MemorySource session) {
        return newBody();
    }

    @Override
    public BodySink newBody() {
        opened++;
        return new Sink(new QueueId("0000000000%04d".formatted(opened)));
    }

    @Override
    public void accept(Envelope envelope, Body body) throws IOException {
        if (acceptFailure.isPresent()) {
            throw acceptFailure.get();
        }
        String text = new String(body.open().readAllBytes(), StandardCharsets.ISO_8859_1);
        accepted.add(new Accepted(envelope, text));
    }

    private final class Sink implements BodySink {
        private final QueueId id;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private boolean open = true;

        Sink(QueueId id) {
            this.id = id;
        }

        @Override
        public QueueId id() {
            return id;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            if (!open) {
                throw new IllegalStateException("closed");
            }
            if (writeFailure.isPresent()) {
                throw writeFailure.get();
            }
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
            if (open) {
                open = false;
                closed++;
            }
        }
    }
}
