package dmail.smtp.client;

import dmail.common.io.OctetSink;
import dmail.common.net.TimeoutInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The socket of one session. Output is buffered and sent when a reply is awaited, so that pipelined
 * commands travel together (RFC 2920).
 */
final class Wire implements OctetSink {
    private static final int CAPACITY = 16 * 1024;

    /** RFC 5321 section 4.5.3.1.5 allows 512; the rest of a longer line is ignored. */
    private static final int LONGEST_LINE = 4096;

    /** A host whose reply is longer isn't a mail server. */
    private static final int LONGEST_REPLY = 64 * 1024;

    private final TimeoutInput in;
    private final OutputStream out;
    private final byte[] unsent = new byte[CAPACITY];
    private int unsentLength;
    private final byte[] received = new byte[LONGEST_LINE];
    private int position;
    private int limit;

    /** Octets of the current reply that have been read. */
    private int ofReply;

    private final Channel channel;

    /** Octets that were sent. */
    private long sent;

    /** Octets of commands, and of messages that the transcript knows of. */
    private long told;

    /**
     * @param channel knows who is told what is said
     */
    Wire(TimeoutInput in, OutputStream out, Channel channel) {
        this.in = in;
        this.out = out;
        this.channel = channel;
    }

    /** Buffers a line. */
    void writeLine(String line) throws IOException {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ') {
                throw new IllegalArgumentException("control character in a command");
            }
        }
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        tellOfMessage();
        channel.transcript().sent(line);
        write(octets);
        write('\r');
        write('\n');
        told += octets.length + 2L;
    }

    /** What is in a message is nobody's business. */
    private void tellOfMessage() {
        long octets = sent + unsentLength - told;
        told += octets;
        if (octets > 0 && channel.transcript().isListening()) {
            channel.transcript().noted(octets + " octets of a message");
        }
    }

    private void write(byte[] octets) throws IOException {
        write(octets, 0, octets.length);
    }

    @Override
    public void write(int octet) throws IOException {
        if (unsentLength == CAPACITY) {
            send();
        }
        unsent[unsentLength++] = (byte) octet;
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (unsentLength == CAPACITY) {
                send();
            }
            int some = Math.min(count - done, CAPACITY - unsentLength);
            System.arraycopy(octets, from + done, unsent, unsentLength, some);
            unsentLength += some;
            done += some;
        }
    }

    /** Sends the buffer. */
    void flush() throws IOException {
        if (unsentLength > 0) {
            send();
        }
        out.flush();
    }

    private void send() throws IOException {
        int length = unsentLength;
        unsentLength = 0;
        sent += length;
        out.write(unsent, 0, length);
    }

    /**
     * Waits for a reply.
     *
     * @param timeout the time-out for all of it
     * @throws PeerClosingException on a 421
     */
    PeerReply readReply(Duration timeout) throws IOException {
        in.allow(timeout);
        ofReply = 0;
        tellOfMessage();
        ReplyParser parser = new ReplyParser();
        Optional<PeerReply> reply = Optional.empty();
        while (reply.isEmpty()) {
            String line = line();
            channel.transcript().received(line);
            reply = parser.take(line);
        }
        if (reply.get().isClosing()) {
            throw new PeerClosingException(reply.get());
        }
        return reply.get();
    }

    /** {@return whether there is input that belongs to no command} */
    boolean hasUnreadInput() {
        return position < limit;
    }

    /** LF alone ends a line, too: many hosts send that, and it does no harm. */
    private String line() throws IOException {
        int searched = position;
        while (true) {
            for (int i = searched; i < limit; i++) {
                if (received[i] == '\n') {
                    return take(i);
                }
            }
            searched = fill();
            if (limit == received.length && searched == limit) {
                return takeTruncated();
            }
        }
    }

    private String take(int end) throws ProtocolErrorException {
        int start = position;
        int textEnd = end > start && received[end - 1] == '\r' ? end - 1 : end;
        position = end + 1;
        return counted(new String(received, start, textEnd - start, StandardCharsets.ISO_8859_1));
    }

    private String counted(String line) throws ProtocolErrorException {
        ofReply += line.length() + 2;
        if (ofReply > LONGEST_REPLY) {
            throw new ProtocolErrorException(line);
        }
        return line;
    }

    /** {@return as much of a line as fits; the rest of it is ignored} */
    private String takeTruncated() throws IOException {
        String start = counted(new String(received, 0, limit, StandardCharsets.ISO_8859_1));
        boolean ended = false;
        while (!ended) {
            limit = 0;
            position = 0;
            int _ = fill();
            int end = 0;
            while (end < limit && received[end] != '\n') {
                end++;
            }
            ended = end < limit;
            position = ended ? end + 1 : limit;
            ofReply += position;
            if (ofReply > LONGEST_REPLY) {
                throw new ProtocolErrorException(start);
            }
        }
        return start;
    }

    /** {@return where new octets begin; the end of the buffer when it is full} */
    private int fill() throws IOException {
        if (position > 0) {
            System.arraycopy(received, position, received, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == received.length) {
            return limit;
        }
        flush();
        int before = limit;
        int count = in.read(received, limit, received.length - limit);
        if (count < 0) {
            throw new EOFException("it closed the connection");
        }
        limit += count;
        return before;
    }
}
