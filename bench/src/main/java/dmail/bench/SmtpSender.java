package dmail.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Sends messages, each when the one before is answered, and pipelines a transaction where that is
 * offered (RFC 2920).
 */
final class SmtpSender implements Dialogue {
    /** Servers keep as few as five connections waiting, and Linux loses those beyond. */
    private static final int CONNECTING_AT_ONCE = 4;

    /**
     * A message.
     *
     * @param wire its octets with dots doubled, the last dot included
     */
    record Letter(String recipient, ByteBuffer wire) {}

    /**
     * What is said at once.
     *
     * @param replies how many the server answers it with
     */
    private record Turn(ByteBuffer words, int replies) {}

    private final Deque<Letter> letters;
    private final long[] times;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private int expected = 1;
    private boolean introduced;
    private boolean pipelines;
    private boolean leaving;
    private int sent;
    private long begun;

    private SmtpSender(List<Letter> letters) {
        this.letters = new ArrayDeque<>(letters);
        this.times = new long[letters.size()];
    }

    /**
     * Sends the shares, each over a connection of its own.
     *
     * @return for each share the nanoseconds from each message's MAIL to its acceptance
     */
    static List<long[]> send(InetSocketAddress server, List<List<Letter>> shares)
            throws IOException {
        List<SmtpSender> senders = shares.stream().map(SmtpSender::new).toList();
        Crew.run(
                server,
                senders.stream().map(sender -> List.of(sender).iterator()).toList(),
                CONNECTING_AT_ONCE);
        return senders.stream().map(sender -> sender.times).toList();
    }

    @Override
    public Next heard(byte[] line, int start, int end) throws IOException {
        String said = Dialogue.text(line, start, end);
        pipelines |= said.startsWith("PIPELINING", 4);
        if (said.startsWith("-", 3)) {
            return LISTEN;
        }
        if (said.charAt(0) != '2' && said.charAt(0) != '3') {
            throw new IOException("Not accepted: " + said.strip());
        }
        expected--;
        return expected > 0 ? LISTEN : takeTurn();
    }

    private Next takeTurn() {
        if (turns.isEmpty() && !leaving) {
            plan();
        }
        if (turns.isEmpty()) {
            return END;
        }
        Turn turn = turns.remove();
        expected = turn.replies();
        return new Next.Say(turn.words());
    }

    private void plan() {
        if (!introduced) {
            introduced = true;
            turns.add(turn("EHLO client.example\r\n", 1));
            return;
        }
        long now = System.nanoTime();
        if (sent > 0) {
            times[sent - 1] = now - begun;
        }
        begun = now;
        if (letters.isEmpty()) {
            leaving = true;
            turns.add(turn("QUIT\r\n", 1));
        } else {
            sent++;
            plan(letters.remove());
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
        turns.add(new Turn(letter.wire().duplicate(), 1));
    }

    private static Turn turn(String text, int replies) {
        return new Turn(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), replies);
    }
}
