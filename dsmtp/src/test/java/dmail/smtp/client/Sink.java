package dmail.smtp.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A mail server on loopback that takes everything, unless a script says otherwise.
 *
 * <p>A script is a list of rules: the first whose text the event begins with is followed. Events
 * are command lines, {@code CONNECT}, {@code HANDSHAKE} when TLS is to begin, and {@code END} when
 * a message has come to its end. A rule for {@code TLS EHLO} is followed under encryption only.
 */
public final class Sink implements AutoCloseable {
    /** Closes the connection without a word. */
    public static final String DROP = "(drop)";

    /** Says nothing and waits until the other side has enough. */
    public static final String SILENCE = "(silence)";

    private static final String NOTHING = "";

    /** Takes the message, then closes the connection instead of saying so. */
    public static final String TAKE_AND_DROP = "(take and drop)";

    /** A message as it was taken. */
    public record Mail(int connection, String from, List<String> to, String text, boolean tls) {}

    private record Rule(String event, String answer, boolean once) {}

    private final Thread acceptor = Thread.ofVirtual().name("sink").unstarted(this::accept);
    private final ServerSocket server;
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> offers = new ArrayList<>(List.of("PIPELINING", "8BITMIME"));
    private final List<Mail> mails = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> clients = new ArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final ConcurrentHashMap<Socket, Boolean> open = new ConcurrentHashMap<>();
    private Optional<SSLSocketFactory> tls = Optional.empty();
    private int connections;
    private int now;
    private int mostAtOnce;
    private volatile CountDownLatch pause = new CountDownLatch(0);
    private volatile boolean knowsClients;
    private volatile int mostMessages = Integer.MAX_VALUE;

    private Sink(ServerSocket server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static Sink start() throws IOException {
        return start(InetAddress.getLoopbackAddress(), 0);
    }

    /** Starts one at a place. */
    public static Sink start(InetAddress address, int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(address, port), 1000);
        Sink sink = new Sink(server);
        sink.acceptor.start();
        return sink;
    }

    /** From now on it answers so; {@code answer} is a reply, or one of the constants. */
    public synchronized Sink on(String event, String answer) {
        rules.add(new Rule(event, answer, false));
        return this;
    }

    /** The next time it answers so. */
    public synchronized Sink once(String event, String answer) {
        rules.add(new Rule(event, answer, true));
        return this;
    }

    /** From now on it takes no message to its end, until it is to go on. */
    public void pause() {
        pause = new CountDownLatch(1);
    }

    public void goOn() {
        pause.countDown();
    }

    private void awaitGoOn() {
        try {
            pause.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It forgets the script. */
    public synchronized Sink behave() {
        rules.clear();
        return this;
    }

    /** What it offers after EHLO; what it can't do breaks off. */
    public synchronized Sink offering(String... words) {
        offers.clear();
        offers.addAll(List.of(words));
        return this;
    }

    /** It offers STARTTLS, with a certificate that nobody vouches for. */
    public synchronized Sink encrypting() throws IOException, GeneralSecurityException {
        char[] password = "secret".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Sink.class.getResourceAsStream("/sink.p12")) {
            keys.load(file, password);
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        tls = Optional.of(context.getSocketFactory());
        offers.add("STARTTLS");
        return this;
    }

    /** It takes no more than so many over one connection. */
    public Sink taking(int most) {
        mostMessages = most;
        return this;
    }

    /** It wants a certificate of clients; in TLS 1.3 they learn only afterwards that it must be. */
    public synchronized Sink knowingClients() {
        knowsClients = true;
        return this;
    }

    public Peer peer() {
        return new Peer("mx.example", server.getInetAddress(), server.getLocalPort());
    }

    public int port() {
        return server.getLocalPort();
    }

    public synchronized List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** Waits until so many messages were taken. */
    public synchronized List<Mail> await(int count) throws InterruptedException {
        while (mails.size() < count) {
            wait();
        }
        return List.copyOf(mails);
    }

    /** {@return the events so far, of all connections} */
    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /** {@return the address of the other side of each connection} */
    public synchronized List<String> clients() {
        return List.copyOf(clients);
    }

    /** {@return the name that the client of a connection gave in EHLO} */
    public synchronized String name(int connection) {
        return names.getOrDefault(connection, "");
    }

    private synchronized void named(int connection, String line) {
        names.put(connection, line.substring("EHLO".length()).strip());
    }

    public synchronized int connections() {
        return connections;
    }

    /** {@return how many connections there were at the same time; QUIT ends one} */
    public synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    private synchronized void left() {
        now--;
    }

    /** Waits until somebody has connected. */
    public void awaitConnection() throws InterruptedException {
        awaitConnections(1);
    }

    /** Waits until so many have connected. */
    public synchronized void awaitConnections(int count) throws InterruptedException {
        while (connections < count) {
            wait();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                int number;
                synchronized (this) {
                    number = ++connections;
                    now++;
                    mostAtOnce = Math.max(mostAtOnce, now);
                    clients.add(socket.getInetAddress().getHostAddress());
                    notifyAll();
                }
                Thread.ofVirtual().start(() -> serve(socket, number));
            }
        } catch (IOException closed) {
            // The test is over.
            return;
        }
    }

    /** The system closes the port only when the thread that waits in accept has left it. */
    private void awaitAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket socket, int number) {
        open.put(socket, true);
        Session session = new Session(number);
        try (socket) {
            // Else the second of several replies waits 40 ms until the first is acknowledged.
            socket.setTcpNoDelay(true);
            session.run(socket);
        } catch (IOException gone) {
            // The other side had enough; that's its good right.
            return;
        } finally {
            open.remove(socket);
            session.leave();
        }
    }

    private synchronized String answer(boolean secret, String event, String usual) {
        if (!event.equals("HANDSHAKE")) {
            heard.add(event);
        }
        Optional<Rule> found =
                rules.stream()
                        .filter(rule ->
                                event.startsWith(rule.event())
                                        || (secret && ("TLS " + event).startsWith(rule.event())))
                        .findFirst();
        found.filter(Rule::once).ifPresent(rules::remove);
        return found.map(Rule::answer).orElse(usual);
    }

    private synchronized void take(Mail mail) {
        mails.add(mail);
        notifyAll();
    }

    private synchronized String ehlo(boolean secret) {
        StringBuilder reply = new StringBuilder("250-mx.example");
        offers.stream()
                .filter(offer -> !secret || !offer.equals("STARTTLS"))
                .forEach(offer -> reply.append("\r\n250-").append(offer));
        return reply.append("\r\n250 HELP").toString();
    }

    /** Ends all connections, and lets nobody in. */
    @Override
    public void close() throws IOException {
        goOn();
        server.close();
        awaitAcceptor();
        for (Socket socket : open.keySet()) {
            socket.close();
        }
    }

    private final class Session {
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();
        private final int number;
        private boolean hasLeft;
        private boolean encrypted;
        private int taken;
        private String from = "";
        private List<String> to = new ArrayList<>();
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();

        Session(int number) {
            this.number = number;
        }

        void leave() {
            if (!hasLeft) {
                hasLeft = true;
                left();
            }
        }

        private String answer(String event, String usual) {
            return Sink.this.answer(encrypted, event, usual);
        }

        void run(Socket client) throws IOException {
            socket = client;
            in = new BufferedInputStream(client.getInputStream());
            if (!say(answer("CONNECT", "220 mx.example ready"))) {
                return;
            }
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (!command(line)) {
                    return;
                }
            }
        }

        private boolean command(String line) throws IOException {
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            return switch (verb) {
                case "EHLO" -> {
                    named(number, line);
                    yield say(answer(line, ehlo(encrypted)));
                }
                case "MAIL" -> mail(line, answer(line, "250 2.1.0 sender ok"));
                case "RCPT" -> rcpt(line, answer(line, "250 2.1.5 recipient ok"));
                case "DATA" -> data(answer(line, to.isEmpty() ? "503 5.5.1 no" : "354 go on"));
                case "BDAT" -> bdat(line);
                case "STARTTLS" -> startTls(answer(line, "220 go on"));
                case "RSET" -> rset(answer(line, "250 2.0.0 forgotten"));
                case "QUIT" -> {
                    leave();
                    boolean _ = say(answer(line, "221 2.0.0 bye"));
                    yield false;
                }
                default -> say(answer(line, "250 2.0.0 ok"));
            };
        }

        private boolean mail(String line, String usual) throws IOException {
            String answer = taken < mostMessages ? usual : "452 4.5.3 too many in this session";
            if (answer.startsWith("250")) {
                from = line.substring("MAIL FROM:".length());
                to = new ArrayList<>();
            }
            return say(answer);
        }

        private boolean rcpt(String line, String answer) throws IOException {
            if (answer.startsWith("250") && !from.isEmpty()) {
                to.add(line.substring("RCPT TO:".length()));
                return say(answer);
            }
            return say(answer.startsWith("250") ? "503 5.5.1 MAIL first" : answer);
        }

        private boolean rset(String answer) throws IOException {
            from = "";
            to = new ArrayList<>();
            text.reset();
            return say(answer);
        }

        private boolean data(String answer) throws IOException {
            if (!say(answer)) {
                return false;
            }
            if (!answer.startsWith("354")) {
                return true;
            }
            for (String line = line(); !line.equals("."); line = line()) {
                if (socket.isClosed()) {
                    return false;
                }
                String plain = line.startsWith(".") ? line.substring(1) : line;
                text.writeBytes((plain + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            return end();
        }

        private boolean bdat(String line) throws IOException {
            String[] words = line.split(" ", -1);
            byte[] chunk = in.readNBytes(Integer.parseInt(words[1]));
            String usual = to.isEmpty() ? "503 5.5.1 no" : "250 2.0.0 chunk taken";
            text.writeBytes(chunk);
            if (words.length == 3 && !to.isEmpty()) {
                String answer = answer(line, NOTHING);
                return answer.equals(NOTHING) ? end() : say(answer);
            }
            return say(answer(line, usual));
        }

        private boolean end() throws IOException {
            awaitGoOn();
            String answer = answer("END", "250 2.0.0 taken as " + (mails().size() + 1));
            if (answer.startsWith("250") || answer.equals(TAKE_AND_DROP)) {
                take(
                        new Mail(
                                number,
                                from,
                                to,
                                text.toString(StandardCharsets.ISO_8859_1),
                                encrypted));
                taken++;
            }
            from = "";
            to = new ArrayList<>();
            text.reset();
            return say(answer);
        }

        private boolean startTls(String answer) throws IOException {
            if (!say(answer)) {
                return false;
            }
            if (!answer.startsWith("220 ")) {
                return true;
            }
            if (tls.isEmpty() || !say(answer("HANDSHAKE", NOTHING))) {
                return false;
            }
            SSLSocket secure = (SSLSocket) tls.get().createSocket(socket, in, true);
            secure.setUseClientMode(false);
            secure.setNeedClientAuth(knowsClients);
            socket = secure;
            in = new BufferedInputStream(secure.getInputStream());
            encrypted = true;
            return true;
        }

        /** {@return whether the conversation goes on} */
        private boolean say(String answer) throws IOException {
            switch (answer) {
                case DROP, TAKE_AND_DROP -> {
                    return false;
                }
                case SILENCE -> {
                    while (in.read() >= 0) {
                        // Whatever is said, nothing is answered.
                    }
                    return false;
                }
                case NOTHING -> {
                    return true;
                }
                default ->
                        socket.getOutputStream()
                                .write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            return true;
        }

        /** {@return the next line, or an empty text at the end} */
        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    socket.close();
                    return "";
                }
                line.append((char) octet);
            }
            int end = line.length() - 1;
            return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
        }
    }
}
