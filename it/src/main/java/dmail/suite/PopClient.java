package dmail.suite;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/** A plain POP3 client. */
public final class PopClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Wire wire;

    private PopClient(Wire wire) {
        this.wire = wire;
    }

    /** Connects and reads the greeting. */
    public static PopClient connect(InetSocketAddress server) throws IOException {
        return greeted(Wire.connect(server, TIMEOUT));
    }

    private static PopClient greeted(Wire wire) throws IOException {
        try {
            PopClient client = new PopClient(wire);
            expect(client.reply());
            return client;
        } catch (IOException refused) {
            wire.close();
            throw refused;
        }
    }

    /** Connects and logs in. */
    public static PopClient login(InetSocketAddress server, String user, String password)
            throws IOException {
        return connect(server).loggedIn(user, password);
    }

    /** Connects by TLS from the first octet on, and logs in. */
    public static PopClient login(
            SSLSocketFactory sockets, InetSocketAddress server, String user, String password)
            throws IOException {
        Socket socket = sockets.createSocket(server.getAddress(), server.getPort());
        return greeted(Wire.over(socket, TIMEOUT)).loggedIn(user, password);
    }

    private PopClient loggedIn(String user, String password) throws IOException {
        try {
            expect(command("USER " + user));
            expect(command("PASS " + password));
            return this;
        } catch (IOException refused) {
            close();
            throw refused;
        }
    }

    /** Sends a command; {@return the first line of its answer}. */
    public String command(String line) throws IOException {
        wire.write(line + "\r\n");
        wire.flush();
        return reply();
    }

    /** Sends several commands in one segment, for {@link #reply} and {@link #lines} to follow. */
    public void pipeline(String... commands) throws IOException {
        for (String each : commands) {
            wire.write(each + "\r\n");
        }
        wire.flush();
    }

    /** {@return how many messages STAT counts} */
    public int count() throws IOException {
        return Integer.parseInt(expect(command("STAT")).split(" ", -1)[1]);
    }

    /** {@return the message of that number} */
    public byte[] message(int number) throws IOException {
        expect(command("RETR " + number));
        return wire.block();
    }

    /** {@return the lines of UIDL, or of another listing} */
    public List<String> listing(String command) throws IOException {
        expect(command(command));
        return lines();
    }

    /** Asks for a listing; {@return how many lines it had}. */
    public int countedListing(String command) throws IOException {
        expect(command(command));
        return wire.countedBlock();
    }

    /** Reads the lines of a block. */
    public List<String> lines() throws IOException {
        return new String(wire.block(), StandardCharsets.ISO_8859_1).lines().toList();
    }

    /** Marks the message of that number for deletion. */
    public void delete(int number) throws IOException {
        expect(command("DELE " + number));
    }

    /** Ends the session, which carries out its deletions. */
    public void quit() throws IOException {
        expect(command("QUIT"));
    }

    /** Reads the next first line of an answer. */
    public String reply() throws IOException {
        return wire.line();
    }

    /** Cuts the connection with a reset. */
    public void reset() throws IOException {
        wire.reset();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private static String expect(String reply) throws IOException {
        if (!reply.startsWith("+OK")) {
            throw new Refused(reply);
        }
        return reply;
    }

    /** The server's no. */
    public static final class Refused extends IOException {
        @java.io.Serial private static final long serialVersionUID = 1L;

        Refused(String reply) {
            super(reply);
        }
    }
}
