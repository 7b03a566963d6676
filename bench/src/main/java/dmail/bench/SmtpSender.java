package dmail.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One SMTP session that sends messages, each when the one before is answered. It pipelines a
 * transaction where that is offered (RFC 2920), and never waits: {@link SmtpCrew} calls it when the
 * server has said something.
 */
final class SmtpSender {
    private static final int LONGEST_REPLY = 8 * 1024;

    /**
     * A message.
     *
     * @param wire its octets with dots doubled, the last dot included
     */
    record Letter(String recipient, byte[] wire) {}

    /**
     * What is said at once.
     *
     * @param replies how many the server answers it with
     */
    private record Turn(ByteBuffer words, int replies) {}

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Deque<Letter> letters;
    private final long[] times;
    private final ByteBuffer heard = ByteBuffer.allocate(LONGEST_REPLY);
    private final Deque<Turn> turns = new ArrayDeque<>();
    private ByteBuffer words = ByteBuffer.allocate(0);
    private int expected = 1;
    private boolean introduced;
    private boolean pipelines;
    private boolean leaving;
    private int answered = -1;
    private long begun;

    private SmtpSender(SocketChannel channel, SelectionKey key, List<Letter> letters) {
        this.channel = channel;
        this.key = key;
        this.letters = new ArrayDeque<>(letters);
        this.times = new long[letters.size()];
    }

    /** Begins to connect. */
    static SmtpSender open(Selector selector, InetSocketAddress server, List<Letter> letters)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        int wanted = channel.connect(server) ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
        SelectionKey key = channel.register(selector, wanted);
        SmtpSender sender = new SmtpSender(channel, key, letters);
        key.attach(sender);
        return sender;
    }

    /** {@return nanoseconds from each message's MAIL to the reply that accepted it} */
    long[] times() {
        return times.clone();
    }

    /** {@return whether the server has greeted it} */
    boolean isIntroduced() {
        return introduced;
    }

    boolean isDone() {
        return !channel.isOpen();
    }

    /** Goes on as far as it goes without waiting. */
    void goOn() throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            key.interestOps(SelectionKey.OP_READ);
        }
        if (key.isWritable()) {
            speak();
        }
        if (key.isReadable()) {
            listen();
        }
    }

    private void listen() throws IOException {
        if (channel.read(heard) < 0) {
            throw new EOFException("the server closed the connection");
        }
        heard.flip();
        for (int end = lineEnd(); end >= 0 && !isDone(); end = lineEnd()) {
            byte[] line = new byte[end - heard.position()];
            heard.get(line);
            hear(new String(line, StandardCharsets.ISO_8859_1));
        }
        heard.compact();
        if (!heard.hasRemaining()) {
            throw new IOException("a line too long in a reply");
        }
    }

    private int lineEnd() {
        for (int at = heard.position(); at < heard.limit(); at++) {
            if (heard.get(at) == '\n') {
                return at + 1;
            }
        }
        return -1;
    }

    private void hear(String line) throws IOException {
        pipelines |= line.startsWith("PIPELINING", 4);
        if (line.startsWith("-", 3)) {
            return;
        }
        if (line.charAt(0) != '2' && line.charAt(0) != '3') {
            throw new IOException("Not accepted: " + line.strip());
        }
        expected--;
        if (expected == 0) {
            takeTurn();
        }
    }

    private void takeTurn() throws IOException {
        if (turns.isEmpty()) {
            plan();
        }
        if (turns.isEmpty()) {
            channel.close();
            return;
        }
        Turn turn = turns.remove();
        words = turn.words();
        expected = turn.replies();
        speak();
    }

    private void plan() {
        if (!introduced) {
            introduced = true;
            turns.add(turn("EHLO client.example\r\n", 1));
            return;
        }
        long now = System.nanoTime();
        if (answered >= 0 && answered < times.length) {
            times[answered] = now - begun;
        }
        answered++;
        begun = now;
        if (!letters.isEmpty()) {
            plan(letters.remove());
        } else if (!leaving) {
            leaving = true;
            turns.add(turn("QUIT\r\n", 1));
        }
    }

    private void plan(Letter letter) {
        String mail = "MAIL FROM:<sender@client.example>\r\n";
        String recipient = "RCPT TO:<" + letter.recipient() + ">\r\n";
        String data = "DATA\r\n";
        if (pipelines) {
            turns.add(turn(mail + recipient + data, 3));
        } else {
            turns.add(turn(mail, 1));
            turns.add(turn(recipient, 1));
            turns.add(turn(data, 1));
        }
        turns.add(new Turn(ByteBuffer.wrap(letter.wire()), 1));
    }

    private static Turn turn(String text, int replies) {
        return new Turn(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), replies);
    }

    private void speak() throws IOException {
        channel.write(words);
        int wanted =
                words.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
