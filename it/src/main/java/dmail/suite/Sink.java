package dmail.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Somebody else's mail server, on loopback: it takes what it is sent, or misbehaves as told. */
public final class Sink implements AutoCloseable {
    /** Has the usual thing said. */
    public static final String USUAL = "";

    /** Has the connection cut without a word. */
    public static final String DROP = "DROP";

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** A message may be put off several times, for a minute each. */
    private static final Duration UNTIL_ALL_ARE_THERE = Duration.ofMinutes(5);

    private static final String HELLO =
            "250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 ";

    /** Where in a dialogue a reply is due. */
    public enum Step {
        CONNECT,
        HELLO,
        MAIL,
        RECIPIENT,
        DATA,
        DOT
    }

    /** Decides what is said. */
    @FunctionalInterface
    public interface Manners {
        /** Those of a server that takes everything. */
        Manners GOOD = (_, _) -> USUAL;

        /**
         * {@return a reply without CRLF, {@link #USUAL} or {@link #DROP}}
         *
         * @param line the client's command
         */
        String reply(Step step, String line);
    }

    private final ServerSocket socket;
    private final Manners manners;
    private final String extension;
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private final List<Arrival> arrivals = new ArrayList<>();

    private Sink(ServerSocket socket, Manners manners, String extension) {
        this.socket = socket;
        this.manners = manners;
        this.extension = extension;
    }

    /** Starts one on a free port. */
    public static Sink start(Manners manners) throws IOException {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), manners, "SIZE");
    }

    /**
     * Starts one at a place.
     *
     * @param extension what it offers beside pipelining and 8BITMIME
     */
    public static Sink start(InetSocketAddress address, Manners manners, String extension)
            throws IOException {
        Sink sink = new Sink(new ServerSocket(), manners, extension);
        sink.socket.setReuseAddress(true);
        sink.socket.bind(address, 500);
        Thread.ofVirtual().start(sink::listen);
        return sink;
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** {@return what it has, in the order of the final dots} */
    public List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** Waits until what it has is enough; {@return all of it}. */
    public List<Arrival> await(Predicate<List<Arrival>> enough)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + UNTIL_ALL_ARE_THERE.toNanos();
        synchronized (arrivals) {
            while (!enough.test(List.copyOf(arrivals))) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IOException(
                            "only " + arrivals.size() + " messages after " + UNTIL_ALL_ARE_THERE);
                }
                arrivals.wait(left);
            }
            return List.copyOf(arrivals);
        }
    }

    private void listen() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private void serve(Socket client) {
        try (Wire wire = Wire.over(client, TIMEOUT)) {
            open.add(wire);
            new Dialogue(wire, client.getInetAddress()).run();
            open.remove(wire);
        } catch (IOException gone) {
            // The client went, was killed, or was dropped as ordered.
        }
    }

    private void add(Arrival arrival) {
        synchronized (arrivals) {
            arrivals.add(arrival);
            arrivals.notifyAll();
        }
    }

    /** Closes all connections. */
    @Override
    public void close() throws IOException {
        socket.close();
        for (Wire wire : open) {
            wire.close();
        }
    }

    /** One connection. */
    private final class Dialogue {
        private final Wire wire;
        private final InetAddress peer;
        private String hello = "";
        private String sender = "";
        private final List<String> recipients = new ArrayList<>();
        private Optional<Arrival> last = Optional.empty();

        Dialogue(Wire wire, InetAddress peer) {
            this.wire = wire;
            this.peer = peer;
        }

        void run() throws IOException {
            say(Step.CONNECT, "", "220 sink.example ESMTP");
            while (carryOut(wire.line())) {
                wire.flush();
            }
            wire.flush();
        }

        private boolean carryOut(String line) throws IOException {
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO", "HELO" -> hello(line);
                case "MAIL" -> mail(line);
                case "RCPT" -> recipient(line);
                case "DATA" -> data(line);
                case "RSET" -> wire.write("250 forgotten\r\n");
                case "NOOP" -> wire.write("250 nothing done\r\n");
                case "QUIT" -> wire.write("221 bye\r\n");
                default -> wire.write("500 what\r\n");
            }
            return !verb.equals("QUIT");
        }

        private void hello(String line) throws IOException {
            hello = line.substring("EHLO ".length());
            say(Step.HELLO, line, HELLO + extension);
        }

        private void mail(String line) throws IOException {
            recipients.clear();
            sender = line.substring("MAIL FROM:".length());
            say(Step.MAIL, line, "250 sender taken");
        }

        private void recipient(String line) throws IOException {
            if (say(Step.RECIPIENT, line, "250 recipient taken")) {
                recipients.add(line.substring("RCPT TO:".length()));
            }
        }

        private void data(String line) throws IOException {
            if (recipients.isEmpty()) {
                wire.write("554 nobody\r\n");
                return;
            }
            if (!say(Step.DATA, line, "354 go on")) {
                return;
            }
            byte[] message = wire.block();
            last.ifPresent(Arrival::confirm);
            last = Optional.empty();
            take(message, manners.reply(Step.DOT, sender));
        }

        /** A message that isn't refused is taken before anybody is told. */
        private void take(byte[] message, String reply) throws IOException {
            if (reply.equals(USUAL) || reply.equals(DROP) || reply.startsWith("2")) {
                Arrival arrival =
                        new Arrival(peer, hello, sender, recipients, message, !reply.equals(DROP));
                add(arrival);
                last = Optional.of(arrival);
            }
            say(reply, "250 message taken");
        }

        private boolean say(Step step, String line, String usual) throws IOException {
            return say(manners.reply(step, line), usual);
        }

        /** {@return whether that was a yes} */
        private boolean say(String reply, String usual) throws IOException {
            if (reply.equals(DROP)) {
                wire.reset();
                throw new SocketException("dropped");
            }
            String said = reply.equals(USUAL) ? usual : reply;
            wire.write(said + "\r\n");
            wire.flush();
            return said.charAt(0) < '4';
        }
    }
}
