package dmail.suite;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A plain SMTP client that pipelines a transaction where that is offered (RFC 2920). */
public final class SmtpClient implements AutoCloseable {
    private static final int PIECE = 65_536;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A reply: its code and its lines, with the code in front of each. */
    public record Reply(int code, List<String> lines) {
        public Reply {
            lines = List.copyOf(lines);
        }

        /** {@return whether the server took what was asked} */
        public boolean good() {
            return code >= 200 && code < 400;
        }

        @Override
        public String toString() {
            return String.join("\n", lines);
        }
    }

    private final Wire wire;
    private boolean pipelines;

    private SmtpClient(Wire wire) {
        this.wire = wire;
    }

    /** Connects, reads the greeting and says EHLO. */
    public static SmtpClient connect(InetSocketAddress server) throws IOException {
        return greeted(Wire.connect(server, TIMEOUT));
    }

    /** Reads the greeting of a connection that is there already, and says EHLO. */
    public static SmtpClient over(Socket connected) throws IOException {
        return greeted(Wire.over(connected, TIMEOUT));
    }

    private static SmtpClient greeted(Wire wire) throws IOException {
        try {
            SmtpClient client = new SmtpClient(wire);
            expect(client.reply(), "a greeting");
            Reply offer = client.command("EHLO client.example");
            expect(offer, "EHLO");
            client.pipelines = offer.lines().stream().anyMatch(line -> line.endsWith("PIPELINING"));
            return client;
        } catch (IOException refused) {
            wire.close();
            throw refused;
        }
    }

    /** Sends a command; {@return its reply}. */
    public Reply command(String line) throws IOException {
        wire.write(line + "\r\n");
        wire.flush();
        return reply();
    }

    /**
     * Sends a message, given as lines with CRLF.
     *
     * @return the reply to the final dot, or the first reply that refused the transaction
     */
    public Reply send(String sender, List<String> recipients, byte[] message) throws IOException {
        Reply envelope = envelope(sender, recipients);
        if (!envelope.good()) {
            return envelope;
        }
        body(message);
        return reply();
    }

    /** Sends MAIL, RCPT and DATA; {@return 354, or the first reply that refused}. */
    public Reply envelope(String sender, List<String> recipients) throws IOException {
        List<String> commands = new ArrayList<>();
        commands.add("MAIL FROM:<" + sender + ">");
        recipients.forEach(recipient -> commands.add("RCPT TO:<" + recipient + ">"));
        commands.add("DATA");
        List<Reply> replies = pipelines ? inOneGo(commands) : oneByOne(commands);
        Reply data = replies.getLast();
        Reply refusal = replies.stream().filter(reply -> !reply.good()).findFirst().orElse(data);
        if (data.code() == 354 && !refusal.good()) {
            // Only some were refused: an empty message ends what nobody asked for.
            wire.write(".\r\n");
            wire.flush();
            reply();
        }
        return refusal;
    }

    private List<Reply> inOneGo(List<String> commands) throws IOException {
        for (String command : commands) {
            wire.write(command + "\r\n");
        }
        wire.flush();
        List<Reply> replies = new ArrayList<>();
        while (replies.size() < commands.size()) {
            replies.add(reply());
        }
        return replies;
    }

    private List<Reply> oneByOne(List<String> commands) throws IOException {
        List<Reply> replies = new ArrayList<>();
        for (String command : commands) {
            replies.add(command(command));
        }
        return replies;
    }

    /**
     * Sends the lines of a message with their dots doubled (RFC 5321 section 4.5.2), then a dot.
     */
    public void body(byte[] message) throws IOException {
        // In pieces: many clients may send large messages at the same time.
        int start = 0;
        while (start < message.length) {
            int end = endOfLines(message, start);
            wire.write(Dots.doubled(Arrays.copyOfRange(message, start, end)));
            start = end;
        }
        wire.write(".\r\n");
        wire.flush();
    }

    /** {@return where a piece of whole lines ends} */
    private static int endOfLines(byte[] message, int start) {
        for (int end = start + PIECE; end < message.length; end++) {
            if (message[end - 1] == '\n') {
                return end;
            }
        }
        return message.length;
    }

    /** Sends octets as they are. */
    public void raw(byte[] octets) throws IOException {
        wire.write(octets);
        wire.flush();
    }

    /** Reads the next reply. */
    public Reply reply() throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = wire.line();
            lines.add(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
    }

    /** Says QUIT and reads the answer. */
    public void quit() throws IOException {
        command("QUIT");
    }

    /** Cuts the connection with a reset. */
    public void reset() throws IOException {
        wire.reset();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private static void expect(Reply reply, String what) throws IOException {
        if (!reply.good()) {
            throw new IOException(what + ": " + reply);
        }
    }
}
