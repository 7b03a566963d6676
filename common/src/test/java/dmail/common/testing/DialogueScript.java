package dmail.common.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A conversation of a client with a server, written as a text file:
 *
 * <pre>
 * # out-of-order.txt: a client that skips steps is told so and may go on
 * S: 220 .*
 * C: RCPT TO:&lt;bob@host.example&gt;
 * S: 503 5\.5\.1 .*
 * C&lt; DATA\r\nQU
 * C&lt; IT\r\n
 * S: 503 .*
 * S*2: .*
 * </pre>
 *
 * <p>{@code C:} sends a line and adds CRLF; {@code C<} sends exactly the octets given, with the
 * escapes {@code \r \n \t \0 \\ \xNN} and <code>\{64*a}</code> for a run; {@code S:} is a regular
 * expression that one whole line of the server must match. {@code C*100:}, {@code S*100:} stand for
 * a hundred of the same. {@code #} and blank lines are comments. When the script is over the client
 * closes its side, and the server must not have said anything more.
 */
public final class DialogueScript {
    private static final int TIMEOUT_MILLIS = 20_000;

    /** A server's side of one connection; makes a fixture of its own each time it is called. */
    @FunctionalInterface
    public interface Session {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    /** What the client sends at a stretch (one char an octet), and the lines it must then hear. */
    record Turn(String says, List<String> hears) {
        Turn {
            hears = List.copyOf(hears);
        }

        byte[] octets() {
            return says.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final String name;
    private final List<Turn> turns;

    private DialogueScript(String name, List<Turn> turns) {
        this.name = name;
        this.turns = turns;
    }

    public static DialogueScript read(Path file) throws IOException {
        return of(String.valueOf(file.getFileName()), Files.readString(file));
    }

    /** Parses a script; {@code name} is for messages. */
    public static DialogueScript of(String name, String text) {
        return new DialogueScript(name, DialogueParser.parse(name, text));
    }

    /** Plays it in every way that needs no socket. */
    public void play(Session session) throws IOException {
        playWhole(session);
        playByteByByte(session);
        playInTurn(session);
    }

    /** The client sends everything at once and then listens. */
    public void playWhole(Session session) throws IOException {
        play("whole", new ByteArrayInputStream(allOctets()), session);
    }

    /** Every read of the server finds a single octet. */
    public void playByteByByte(Session session) throws IOException {
        play("byte by byte", new OneByOne(allOctets()), session);
    }

    private void play(String way, InputStream in, Session session) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        session.serve(in, out);
        Transcript.check(name + " " + way, turns, turns.size(), out.toByteArray());
    }

    /** The client sends a turn only after it has heard the replies to the turn before. */
    public void playInTurn(Session session) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String title = name + " in turn";
        session.serve(new TurnByTurn(title, turns, out), out);
        Transcript.check(title, turns, turns.size(), out.toByteArray());
    }

    /** Plays it in turn to a server that listens. */
    public void playOver(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            for (Turn turn : turns) {
                socket.getOutputStream().write(turn.octets());
                hear(turn.hears().size(), socket.getInputStream(), heard);
            }
            socket.shutdownOutput();
            socket.getInputStream().transferTo(heard);
            Transcript.check(name + " over a socket", turns, turns.size(), heard.toByteArray());
        }
    }

    private static void hear(int lines, InputStream in, ByteArrayOutputStream heard)
            throws IOException {
        int left = lines;
        while (left > 0) {
            int octet = in.read();
            if (octet < 0) {
                return;
            }
            heard.write(octet);
            if (octet == '\n') {
                left--;
            }
        }
    }

    private byte[] allOctets() {
        StringBuilder all = new StringBuilder();
        for (Turn turn : turns) {
            all.append(turn.says());
        }
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return name;
    }
}
