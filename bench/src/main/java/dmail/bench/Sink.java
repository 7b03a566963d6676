package dmail.bench;

import dmail.suite.ProvableMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The host that relayed mail goes to: takes everything at once and keeps it to be checked. */
final class Sink implements AutoCloseable {
    private static final byte[] END_OF_DATA = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String OFFER =
            "250-sink.example\r\n250-PIPELINING\r\n250-SIZE 0\r\n250 8BITMIME\r\n";

    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 30_000;

    private final ServerSocket server;
    private final Thread acceptor;

    /** Guards what was taken. */
    private final Object books = new Object();

    private final List<byte[]> messages = new ArrayList<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private Instant last = Instant.EPOCH;

    private Sink(ServerSocket server) {
        this.server = server;
        this.acceptor = Thread.ofVirtual().start(this::accept);
    }

    /**
     * {@return a free port that no connection of a client is given meanwhile: below those that
     * Linux hands out}
     */
    static int freePort() throws IOException {
        int port = FIRST_PORT;
        while (true) {
            try (Sink _ = open(port)) {
                return port;
            } catch (BindException taken) {
                port++;
                if (port > LAST_PORT) {
                    throw taken;
                }
            }
        }
    }

    /** Opens it on a port where nothing listens. */
    static Sink open(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 256);
        return new Sink(server);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                clients.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Dialogue(socket.getInputStream(), socket.getOutputStream()).run();
        } catch (SocketException reset) {
            // Clients may hang up as they like.
        } catch (IOException odd) {
            throw new IllegalStateException(odd);
        } finally {
            clients.remove(socket);
        }
    }

    private void take(byte[] message) {
        synchronized (books) {
            messages.add(message);
            last = Instant.now();
            books.notifyAll();
        }
    }

    /**
     * Waits until that many messages of the round have come, each whole and once, and forgets them.
     *
     * @return when the last came
     */
    Instant await(int count, String round, Duration timeout)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        List<byte[]> taken;
        Instant when;
        synchronized (books) {
            for (long left = timeout.toNanos(); messages.size() < count; ) {
                if (left <= 0) {
                    throw new IOException(messages.size() + " of " + count + " relayed");
                }
                TimeUnit.NANOSECONDS.timedWait(books, left);
                left = end - System.nanoTime();
            }
            taken = List.copyOf(messages);
            messages.clear();
            when = last;
        }
        check(taken, round);
        return when;
    }

    private static void check(List<byte[]> messages, String round) throws IOException {
        Set<String> seen = new HashSet<>();
        for (byte[] message : messages) {
            String id = ProvableMessage.idOf(message).orElse("damaged");
            if (!id.startsWith(round + "-") || !seen.add(id)) {
                throw new IOException(id + " has no business at the sink");
            }
        }
    }

    /** Hangs up on all, since the next round's sink is another one; then its port is free. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            acceptor.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        for (Socket client : clients) {
            client.close();
        }
    }

    /** One client's session; the server's side of RFC 5321, as short as it can be. */
    private final class Dialogue {
        private final InputStream in;
        private final OutputStream out;
        private final StringBuilder replies = new StringBuilder();
        private byte[] buffer = new byte[16 * 1024];
        private int position;
        private int limit;

        Dialogue(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void run() throws IOException {
            replies.append("220 sink.example ESMTP\r\n");
            boolean goesOn = true;
            while (goesOn) {
                int end = find(new byte[] {'\r', '\n'});
                goesOn = end >= 0 && obey(line(end));
            }
        }

        private String line(int end) {
            String line = new String(buffer, position, end - position, StandardCharsets.ISO_8859_1);
            position = end + 2;
            return line.toUpperCase(Locale.ROOT);
        }

        private boolean obey(String line) throws IOException {
            if (line.startsWith("EHLO")) {
                replies.append(OFFER);
            } else if (line.equals("DATA")) {
                replies.append("354 go on\r\n");
                data();
            } else if (line.equals("QUIT")) {
                replies.append("221 bye\r\n");
                flush();
                return false;
            } else {
                replies.append("250 ok\r\n");
            }
            return true;
        }

        private void data() throws IOException {
            int end = find(END_OF_DATA);
            if (end < 0) {
                throw new SocketException("gone in mid message");
            }
            byte[] message = Arrays.copyOfRange(buffer, position, end + 2);
            position = end + END_OF_DATA.length;
            replies.append("250 taken\r\n");
            // Said before it counts, for the last one to count ends the round.
            flush();
            take(message);
        }

        /** {@return where those octets begin, or -1 at the end of the connection} */
        private int find(byte[] octets) throws IOException {
            int from = position;
            while (true) {
                for (int at = from; at + octets.length <= limit; at++) {
                    if (buffer[at] == octets[0]
                            && Arrays.equals(
                                    buffer, at, at + octets.length, octets, 0, octets.length)) {
                        return at;
                    }
                }
                int searched = Math.max(0, limit - position - octets.length + 1);
                if (!fill()) {
                    return -1;
                }
                from = position + searched;
            }
        }

        private boolean fill() throws IOException {
            flush();
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
            if (limit == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * limit);
            }
            int read = in.read(buffer, limit, buffer.length - limit);
            limit += Math.max(0, read);
            return read > 0;
        }

        private void flush() throws IOException {
            out.write(replies.toString().getBytes(StandardCharsets.US_ASCII));
            replies.setLength(0);
        }
    }
}
